import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deriveKeys } from '@compute-stipends/server/platform/secrets.js';
import pg from 'pg';

export interface FloorTask {
  readonly databaseUrl: string;
  readonly masterKey: string;
}

/** As our own gate does: the key by its hash, the employer by the partner's name for it, both believed for 2 s. */
export interface Caller {
  readonly employerUuid: string;
}

export function openGate(pool: pg.Pool, masterKey: string): (authorization: string, employer: string) => Promise<Caller> {
  const { pepper } = deriveKeys(masterKey);
  const known = new Map<string, { until: number; caller: Promise<Caller> }>();

  const find = async (hash: Buffer, employer: string): Promise<Caller> => {
    const key = await pool.query<{ partner_id: string; mode: string }>('select * from authenticate($1)', [hash]);
    const [row] = key.rows;
    if (row === undefined) throw new Error('Unknown key.');
    const found = await pool.query<{ id: string }>('select act_for($1, $2, null, $3) as id', [
      row.partner_id,
      row.mode,
      employer.slice('ext:'.length),
    ]);
    const employerUuid = found.rows[0]?.id;
    if (employerUuid === undefined) throw new Error('Unknown employer.');
    return { employerUuid };
  };

  return (authorization, employer) => {
    const hash = createHmac('sha256', pepper).update(authorization.slice('Bearer '.length)).digest();
    const question = `${hash.toString('base64')} ${employer}`;
    const now = performance.now();
    const believed = known.get(question);
    if (believed !== undefined && now < believed.until) return believed.caller;
    const caller = find(hash, employer);
    known.set(question, { until: now + 2_000, caller });
    return caller;
  };
}

/** `numeric` as the API writes it: at least two decimals and no further zeros. Every currency of the measured data has two. */
const amountOf = (column: string) =>
  `json_build_object('amount', case when scale(trim_scale(${column})) < 2 then round(${column}, 2) else trim_scale(${column}) end::text,
                     'currency', currency, 'rounded', round(${column}, 2)::text)`;

const statement = {
  name: 'balances-page',
  text: `
    select json_build_object('data', json_build_object('balances', json_build_object('nodes', coalesce(json_agg(json_build_object(
      'employeeId', employee_id, 'currency', currency,
      ${['granted', 'available', 'held', 'consumed', 'expired', 'revoked', 'overage'].map((name) => `'${name}', ${amountOf(name)}`).join(',\n')}
    )), '[]'))))::text as body
    from (
      select employee_id, currency, -sum(commitment) as granted, sum(available) as available, sum(held) as held, sum(consumed) as consumed,
        sum(expired) as expired, sum(revoked) as revoked, -sum(overage) as overage
      from account where employer_id = current_setting('app.employer_id')::uuid
      group by employee_id, currency order by employee_id, currency limit $1
    ) as page`,
};

/** The least a server of this page can do. */
export async function serveFloor({ databaseUrl, masterKey }: FloorTask): Promise<number> {
  const options: pg.PoolConfig & { pipeline: boolean } = { connectionString: databaseUrl, max: 8, pipeline: true };
  const pool = new pg.Pool(options);
  const admit = openGate(pool, masterKey);

  const page = async (employerUuid: string, first: number): Promise<string> => {
    const client = await pool.connect();
    try {
      const [, , answer, commit] = await Promise.all([
        client.query('BEGIN'),
        client.query(`SET LOCAL app.employer_id = '${employerUuid}'`),
        client.query<{ body: string }>({ ...statement, values: [first] }),
        client.query('COMMIT'),
      ]);
      if (commit.command !== 'COMMIT') throw new Error('The transaction was rolled back.');
      return answer.rows[0]?.body ?? '';
    } finally {
      client.release();
    }
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { first } = JSON.parse(Buffer.concat(chunks).toString()) as { first: number };
      admit(request.headers.authorization ?? '', String(request.headers['x-employer']))
        .then(({ employerUuid }) => page(employerUuid, first))
        .then(
          (body) => {
            const bytes = Buffer.from(body);
            response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length });
            response.end(bytes);
          },
          (error: Error) => {
            response.writeHead(500);
            response.end(error.message);
          },
        );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
