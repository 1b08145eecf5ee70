import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { openGate } from './balances-page.floor.js';

export interface PeerTask {
  readonly databaseUrl: string;
  readonly masterKey: string;
}

/** PostGraphile with its defaults of production, our key check, and the tenant as a setting of the transaction. */
export async function servePeer({ databaseUrl, masterKey }: PeerTask): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 });
  const admit = openGate(pool, masterKey);
  const peer = postgraphile({
    extends: [PostGraphileAmberPreset],
    pgServices: [makePgService({ pool, schemas: ['peer'] })],
    grafserv: { graphiql: false, graphqlPath: '/graphql' },
    grafast: {
      explain: false,
      async context({ node }) {
        const headers = node?.req.headers ?? {};
        const { employerUuid } = await admit(headers.authorization ?? '', String(headers['x-employer']));
        return { pgSettings: { 'app.employer_id': employerUuid } };
      },
    },
  });
  const server = createServer();
  await peer.createServ(grafserv).addTo(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
