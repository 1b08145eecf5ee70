import { type FloorTask, serveFloor } from './balances-page.floor.js';
import { readTask } from './processes.js';

process.send?.({ port: await serveFloor(await readTask<FloorTask>()) });
