import { type PeerTask, servePeer } from './balances-page.peer.js';
import { readTask } from './processes.js';

process.send?.({ port: await servePeer(await readTask<PeerTask>()) });
