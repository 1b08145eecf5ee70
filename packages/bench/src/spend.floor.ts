import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { withClient } from './company.js';

/** One person with one account and one grant, for the floor to spend from. */
export interface FloorPurse {
  readonly employeeUuid: string;
  readonly accountUuid: string;
  readonly grantUuid: string;
}

export interface FloorTask {
  readonly databaseUrl: string;
  readonly employerUuid: string;
  readonly wallets: readonly FloorPurse[];
  readonly clients: number;
  readonly captures: boolean;
}

/**
 * The two steps in one call each, writing every table ours writes and checking the key where ours does, but deciding nothing:
 * who spends and what pays is given, no order, no limits, no chain over the postings.
 */
export async function makeFloor(ownerUrl: string): Promise<void> {
  const book = (kind: string, from: string, to: string) => `
      update account set ${from} = ${from} - p_amount, ${to} = ${to} + p_amount, version = version + 1, last_hash = p_fingerprint
      where employer_id = v_employer and id = p_account returning version into v_version;
      insert into posting (employer_id, id, account_id, sequence, kind, key, effective_at, booked_at, subject_id, hash)
      values (v_employer, v_posting, p_account, v_version, '${kind}', '${kind}' || p_hold, v_now, v_now, p_hold, p_fingerprint);
      insert into entry (employer_id, posting_id, leg, account_id, side, grant_id, currency, amount) values
        (v_employer, v_posting, 0, p_account, '${from.toUpperCase()}', ${from === 'available' ? 'p_grant' : 'null'}, 'USD', -p_amount),
        (v_employer, v_posting, 1, p_account, '${to.toUpperCase()}', null, 'USD', p_amount);`;
  const step = (name: string, body: string) => `
    create function ${name}(p_key text, p_fingerprint bytea, p_hold uuid, p_employee uuid, p_account uuid, p_grant uuid, p_amount numeric)
    returns jsonb language plpgsql volatile as $$
    declare
      v_employer uuid := current_setting('app.employer_id')::uuid;
      v_posting uuid := gen_random_uuid();
      v_now timestamptz;
      v_version bigint;
    begin
      perform from account where employer_id = v_employer and id = p_account for no key update;
      if exists (select from idempotency_claim where employer_id = v_employer and operation = '${name}' and key = p_key) then return null; end if;
      v_now := date_trunc('milliseconds', clock_timestamp());
      ${body}
      insert into idempotency_claim (employer_id, operation, key, fingerprint, result)
      values (v_employer, '${name}', p_key, p_fingerprint, jsonb_build_object('holdId', p_hold));
      return jsonb_build_object('holdId', p_hold);
    end $$;
    grant execute on function ${name} to stipends_app;`;
  await withClient(ownerUrl, (owner) =>
    owner.query(`
      ${step(
        'floor_authorize',
        `${book('HELD', 'available', 'held')}
      update grant_account set available = available - p_amount where employer_id = v_employer and grant_id = p_grant;
      insert into hold (employer_id, id, employee_id, currency, amount, status, limit_ids, authorized_at, expires_at)
      values (v_employer, p_hold, p_employee, 'USD', p_amount, 'AUTHORIZED', '{}', v_now, v_now + interval '5 minutes');
      insert into hold_slice (employer_id, hold_id, slice, account_id, grant_id, held) values (v_employer, p_hold, 1, p_account, p_grant, p_amount);`,
      )}
      ${step(
        'floor_capture',
        `${book('CAPTURED', 'held', 'consumed')}
      update hold set status = 'CAPTURED', resolved_at = v_now, captured = p_amount, overage = 0 where employer_id = v_employer and id = p_hold;
      update hold_slice set captured = p_amount where employer_id = v_employer and hold_id = p_hold;`,
      )}`),
  );
}

/** Answers how to spend for a while: rounds per second over all clients, each on a connection of its own. */
export async function openFloor({
  databaseUrl,
  employerUuid,
  wallets,
  clients,
  captures,
}: FloorTask): Promise<(seconds: number) => Promise<number>> {
  const config: pg.ClientConfig & { pipeline: boolean } = { connectionString: databaseUrl, pipeline: true };
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client(config);
      // The database ends before this process does.
      client.on('error', (error) => {
        process.stderr.write(`A connection of the floor ended: ${error.message}\n`);
        process.exit(1);
      });
      await client.connect();
      return client;
    }),
  );
  const step = async (client: pg.Client, name: string, hold: string, wallet: FloorPurse) => {
    const values = [randomUUID(), Buffer.alloc(32, 1), hold, wallet.employeeUuid, wallet.accountUuid, wallet.grantUuid, '0.01'];
    const answers = await Promise.all([
      // The plans of ours stay with the indexes, and so do those of the floor.
      client.query('BEGIN; SET LOCAL enable_seqscan = off'),
      client.query(`SET LOCAL app.employer_id = '${employerUuid}'`),
      client.query({ name, text: `select ${name}($1, $2, $3, $4, $5, $6, $7) as answer`, values }),
      client.query('COMMIT'),
    ]);
    if (answers[3].command !== 'COMMIT') throw new Error('The floor was rolled back.');
  };
  return async (seconds) => {
    const began = performance.now();
    const until = began + seconds * 1_000;
    let done = 0;
    await Promise.all(
      connections.map(async (client, index) => {
        for (let turn = index; performance.now() < until; turn += clients) {
          const wallet = wallets[turn % wallets.length];
          if (wallet === undefined) throw new Error('Somebody spends.');
          const hold = randomUUID();
          await step(client, 'floor_authorize', hold, wallet);
          if (captures) await step(client, 'floor_capture', hold, wallet);
          done += 1;
        }
      }),
    );
    return (done * 1_000) / (performance.now() - began);
  };
}
