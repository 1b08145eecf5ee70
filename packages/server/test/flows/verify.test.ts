import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { modules } from '../../src/app.js';
import { uuidOf } from '../../src/kernel/ids.js';
import { issueByHand } from '../../src/modules/grants/issue-by-hand.js';
import { revokeGrant } from '../../src/modules/grants/revoke-grant.js';
import { authorizeSpend } from '../../src/modules/spending/authorize-spend.js';
import { captureSpend } from '../../src/modules/spending/resolve-spend.js';
import { reportUsage } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { type Violation, verify } from '../../src/verify.js';
import { bookEnds, person, use } from '../support/books.js';
import { testDatabase, testEmployer } from '../support/database.js';
import { seedEverything } from '../support/seed.js';
import { handleOverage, hire } from '../support/spending.js';

const NOW = '2026-11-02T09:00:00.000Z';

/** Named constraints that stand before the checks; they are put aside to see the checks behind them. */
const constraints = [
  ['account', 'account_balanced'],
  ['account', 'account_available_limit'],
  ['account', 'account_signs'],
  ['grant_account', 'grant_account_limit'],
  ['posting', 'posting_kind_known'],
  ['entry', 'entry_side_known'],
  ['entry', 'entry_amount_not_zero'],
  ['account', 'account_of_someone'],
] as const;

let superuser: pg.Client;
const definitions = new Map<string, string>();

beforeAll(async () => {
  const { superuserUrl } = await testDatabase();
  superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  // No triggers, no foreign keys: as somebody would who has got hold of the files.
  await superuser.query("set session_replication_role = 'replica'");
  for (const [table, name] of constraints) {
    const { rows } = await superuser.query('select pg_get_constraintdef(oid) as definition from pg_constraint where conname = $1', [name]);
    definitions.set(name, rows[0].definition);
    await superuser.query(`alter table ${table} drop constraint ${name}`);
  }
});

afterAll(async () => {
  for (const [table, name] of constraints) {
    await superuser.query(`alter table ${table} add constraint ${name} ${definitions.get(name)} not valid`);
  }
  await superuser.end();
});

/** An employer whose books have something of everything. */
async function employer(): Promise<TenantCtx> {
  const ctx = await testEmployer({ testNow: NOW });
  await person(ctx, 'ada', [
    { amount: '10', until: '2026-11-01' },
    { amount: '20', from: '2026-10-01' },
  ]);
  const [first, second] = [use('ada', '12'), use('ada', '15')];
  await reportUsage(ctx, [first, second, use('ada', '1', { model: 'unheard-of' })]);
  await bookEnds(ctx);
  await reportUsage(ctx, [{ ...use('ada', '9'), corrects: { id: first.id, source: first.source } }]);
  return ctx;
}

const violationsOf = ({ platform, employerId }: TenantCtx): Promise<Violation[]> => verify(platform, modules, [employerId]);

/** Breaks something, and gives the row back as it was. */
async function broken(ctx: TenantCtx, sql: string): Promise<Violation[]> {
  const { rowCount } = await superuser.query(sql.replaceAll('$1', `'${uuidOf(ctx.employerId)}'`));
  expect(rowCount).toBeGreaterThan(0);
  return violationsOf(ctx);
}

const anyPosting = (kind: string) => `(select id from posting where employer_id = $1 and kind = '${kind}' order by id limit 1)`;
const anyGrant = '(select grant_id from grant_account where employer_id = $1 and available > 0 order by grant_id limit 1)';
const ofPool = 'account_id in (select id from account where employer_id = $1 and employee_id is null)';
const charged = "(select id from usage_event where employer_id = $1 and status = 'RECORDED' order by id limit 1)";

describe('npm run verify', () => {
  it('finds nothing in books that are sound', async () => {
    expect(await violationsOf(await employer())).toEqual([]);
  });

  it.each([
    [
      'the entries of a posting sum to zero in each currency',
      `update entry set amount = amount + 1 where employer_id = $1 and posting_id = ${anyPosting('CONSUMED')} and leg = 0`,
    ],
    ['every posting has entries', `delete from entry where employer_id = $1 and posting_id = ${anyPosting('CONSUMED')}`],
    [
      'the entries of a posting are numbered from 0, without a gap',
      `update entry set leg = leg + 16 where employer_id = $1 and posting_id = ${anyPosting('CONSUMED')} and leg = 1`,
    ],
    [
      'an entry is in the account of its posting and in its currency, and what a grant has or draws belongs to a grant of it, what a pool has to none',
      `update entry set currency = 'EUR' where employer_id = $1 and posting_id = ${anyPosting('CONSUMED')}`,
    ],
    [
      'a posting that takes another back is on the same account and comes later',
      `update posting set reverses_id = id where employer_id = $1 and id = ${anyPosting('CORRECTED')}`,
    ],
    [
      'a grant has the person and the currency of its account, and was opened once with what it says, without a cap with nothing',
      `update grant_account set granted = granted + 1 where employer_id = $1 and grant_id = ${anyGrant}`,
    ],
    [
      'each balance of an account is the sum of its entries',
      'update account set consumed = consumed + 1, commitment = commitment - 1 where employer_id = $1 and consumed > 0',
    ],
    [
      'what a grant has left is the sum of its entries',
      `update grant_account set available = available + 1 where employer_id = $1 and grant_id = ${anyGrant}`,
    ],
    [
      'what an account has available is the sum of its grants',
      'update account set available = available + 1 where employer_id = $1 and available > 0',
    ],
    [
      'grants are on the accounts of stipends, and what no grant covers is on accounts of its own',
      'update account set overage = overage - 1, consumed = consumed + 1 where employer_id = $1 and available > 0',
    ],
    [
      'no account and no grant is below its limit',
      `update grant_account set available = -1 where employer_id = $1 and grant_id = ${anyGrant}`,
    ],
    [
      'the postings of an account are numbered without a gap',
      `delete from posting where employer_id = $1 and id = ${anyPosting('GRANTED')}`,
    ],
    [
      'the hash chain of every account is unbroken',
      `update posting set key = key || '.' where employer_id = $1 and id = ${anyPosting('EXPIRED')}`,
    ],
    ['every event has its key', `delete from usage_key where employer_id = $1 and usage_id = ${charged}`],
    ['a recorded event, and no other, has a charge', `delete from usage_charge where employer_id = $1 and usage_id = ${charged}`],
    ['the fundings of a charge sum to it', `update usage_charge set amount = amount + 1 where employer_id = $1 and usage_id = ${charged}`],
    [
      'each funding, by grant or by overage, is what the ledger took for the event',
      `update usage_funding set amount = amount + 1 where employer_id = $1 and usage_id = ${charged} and seq = 0`,
    ],
    [
      'what was charged for a corrected event, and for no other, is taken back whole, posting by posting',
      'delete from usage_correction where employer_id = $1',
    ],
    [
      'a correction takes the place of one stored event and is stored itself',
      'update usage_correction set usage_id = gen_random_uuid() where employer_id = $1',
    ],
    [
      'an event that was not charged, and no other, is told once',
      "delete from outbox_event where employer_id = $1 and type = 'usage.unpriced'",
    ],
  ])('names what breaks the law that %s', async (law, sql) => {
    const violations = await broken(await employer(), sql);
    const [first] = violations.find((violation) => violation.law === law)?.ids ?? [];
    expect(violations.map((violation) => violation.law)).toContain(law);
    expect(first).toMatch(/^([a-z]+_[0-9a-z]{26}|[0-9a-f-]{36})$/);
  });

  it.each([
    [
      'every grant is told once when it is issued, and once when it is revoked',
      "delete from outbox_event where employer_id = $1 and type = 'grant.issued'",
    ],
    ['every closed pay period, and no other, is told once', "delete from outbox_event where employer_id = $1 and type = 'period.closed'"],
    ['what expires of a grant is told once for each posting', "delete from outbox_event where employer_id = $1 and type = 'grant.expired'"],
    [
      'the months of a stipend are issued one after another, without a gap',
      'update stipend set issued_periods = issued_periods + 1 where employer_id = $1',
    ],
    [
      'what was granted of the stipend year under way is what its grants say',
      'update stipend set year_granted = year_granted + 1 where employer_id = $1',
    ],
    [
      'the ledger granted what the grant says, once, and nothing ahead of a grant without a cap',
      'update stipend_grant set amount = amount + 1 where employer_id = $1',
    ],
    [
      'a stipend that begins with a trial has it once, and its periods begin where that ends',
      "update stipend set capped_from = start_date + 1 where employer_id = $1 and origin = 'POLICY'",
    ],
    [
      'a period of a stipend begins where the one before it ended, behind a gap of the pay calendar later, and never before the stipend',
      "update stipend_period set start_date = start_date - 1, start_at = start_at - interval '1 day' where employer_id = $1",
    ],
    [
      'a recurring grant pays for what its policy says, and what is carried of it for the same',
      "update stipend_grant set models = '{claude-*}' where employer_id = $1",
    ],
    [
      'the lines of a statement are its movement',
      'update payroll_statement set granted = granted + 1, closing = closing + 1 where employer_id = $1',
    ],
    [
      'what a limit counted of a person is what the holds and the usage of its window say',
      'update spend_counter set used = used - 1 where employer_id = $1 and used > 1',
    ],
    [
      'what a grant hands to a pool, and what a pool pays of one, is booked on both alike, and nothing else is in a pool',
      "update grant_change set amount = amount - 1 where employer_id = $1 and kind = 'TRANSFERRED'",
    ],
    [
      'what a grant hands to a pool, and what a pool pays of one, is booked on both alike, and nothing else is in a pool',
      "update stipend_grant set from_cost_center_id = gen_random_uuid() where employer_id = $1 and kind = 'TRANSFER'",
    ],
    [
      'what a grant hands to a pool, and what a pool pays of one, is booked on both alike, and nothing else is in a pool',
      `delete from posting where employer_id = $1 and ${ofPool} and key like 'grant:%'`,
    ],
    [
      'what a grant hands to a pool, and what a pool pays of one, is booked on both alike, and nothing else is in a pool',
      `update posting set key = key || '.' where employer_id = $1 and ${ofPool} and key like 'transfer:%'`,
    ],
    [
      'whatever was handed over on the account of a person is a transfer of its grant, told once',
      "delete from outbox_event where employer_id = $1 and type = 'grant.transferred'",
    ],
    [
      'whatever was handed over on the account of a person is a transfer of its grant, told once',
      "update posting set kind = 'TRANSFERRED' where employer_id = $1 and kind = 'EXPIRED'",
    ],
    [
      'an account without a person is the pool of a cost center: it has what was handed over and no grants',
      `update posting set kind = 'ADJUSTED' where employer_id = $1 and ${ofPool}`,
    ],
    [
      'an account without a person is the pool of a cost center: it has what was handed over and no grants',
      `update account set employee_id = null, stipend_id = null where employer_id = $1
         and id = (select id from account where employer_id = $1 and stipend_id is not null order by id limit 1)`,
    ],
    [
      'each balance of an account is the sum of its entries',
      'update account set available = available + 1, commitment = commitment - 1 where employer_id = $1 and employee_id is null',
    ],
    [
      'an entry is in the account of its posting and in its currency, and what a grant has or draws belongs to a grant of it, what a pool has to none',
      `update entry n set grant_id = (select grant_id from grant_account where employer_id = $1 limit 1) from posting p
       where n.employer_id = $1 and p.employer_id = $1 and p.id = n.posting_id and p.${ofPool} and n.side = 'AVAILABLE'`,
    ],
    [
      'leases and reservations add up to their shared limits, and nobody has used more of a shared limit than was leased',
      'update shared_limit set leased = leased + 1 where employer_id = $1',
    ],
    [
      'leases and reservations add up to their shared limits, and nobody has used more of a shared limit than was leased',
      'update shared_limit set reserved = reserved + 1 where employer_id = $1',
    ],
    [
      'leases and reservations add up to their shared limits, and nobody has used more of a shared limit than was leased',
      'update spend_counter set leased = used - 1 where employer_id = $1 and leased > 1',
    ],
    [
      'a limit that many people share is kept with its amount, and no other is',
      'update shared_limit set amount = amount + 1 where employer_id = $1',
    ],
  ])('names what breaks the law of grants, periods and limits that %s', async (law, sql) => {
    const ctx = await testEmployer({ testNow: NOW });
    await seedEverything(ctx);
    expect(await violationsOf(ctx)).toEqual([]);
    expect((await broken(ctx, sql)).map((violation) => violation.law)).toContain(law);
  });

  it.each([
    [
      'what was drawn of a grant without a cap is what it paid and holds',
      "update entry set amount = amount - 1 where employer_id = $1 and side = 'COMMITMENT' and grant_id is not null",
    ],
    [
      'a hold is told as released at most once, and only where it was',
      "update hold set status = 'EXPIRED' where employer_id = $1 and status = 'RELEASED'",
    ],
    [
      'the slices of a hold sum to it, and what was captured to its capture, of no grant to its overage',
      "update hold_slice set captured = captured + 1 where employer_id = $1 and paid_from = 'OVERAGE'",
    ],
    [
      'the slices of a hold sum to it, and what was captured to its capture, of no grant to its overage',
      "delete from hold_slice where employer_id = $1 and paid_from = 'OVERAGE' and held = 0",
    ],
    [
      'the slices of a hold sum to it, and what was captured to its capture, of no grant to its overage',
      'update hold set overage = 0 where employer_id = $1 and overage > 0',
    ],
  ])('names what breaks the law of holds and of grants without a cap that %s', async (law, sql) => {
    const ctx = await testEmployer({ testNow: NOW });
    await handleOverage(ctx, 'ALLOW_RECORD');
    const employeeId = await hire(ctx);
    const usd = (amount: string) => ({ amount, currency: 'USD' });
    const hold = async (key: string) => {
      const { hold: held } = await authorizeSpend(ctx, { employee: { id: employeeId }, amount: usd('5'), idempotencyKey: key });
      return held?.id ?? '';
    };
    await captureSpend(ctx, { holdId: await hold('beyond'), amount: usd('6'), idempotencyKey: 'capture-beyond' });
    const why = { reason: 'To try it out', idempotencyKey: 'trial' };
    const expiresAt = new Date('2026-12-01T00:00:00Z');
    const grantId = await issueByHand(ctx, {
      employee: { id: employeeId },
      kind: 'TRIAL',
      uncapped: true,
      currency: 'USD',
      expiresAt,
      ...why,
    });
    await captureSpend(ctx, { holdId: await hold('within'), amount: usd('4'), idempotencyKey: 'capture-within' });
    await hold('open');
    await revokeGrant(ctx, { grantId, cancelHolds: true, ...why });
    expect(await violationsOf(ctx)).toEqual([]);
    expect((await broken(ctx, sql)).map((violation) => violation.law)).toContain(law);
  });

  it('notices one changed byte in each of 50 postings and entries, whichever byte it is, and names an id (promise 7)', async () => {
    const ctx = await employer();
    const employerId = uuidOf(ctx.employerId);
    await person(ctx, 'bob', [{ amount: '100' }]);
    await reportUsage(
      ctx,
      Array.from({ length: 30 }, (_, index) => use('bob', `0.0${index + 10}`)),
    );
    const { rows } = await superuser.query(
      `select 'posting' as relation, ctid::text as place, to_jsonb(p) as content from posting p where employer_id = $1
       union all select 'entry', ctid::text, to_jsonb(n) from entry n where employer_id = $1 order by 1, 2`,
      [employerId],
    );
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const unnoticed: string[] = [];
    for (let flip = 0; flip < 50; flip += 1) {
      const [row] = rows.splice(random(rows.length), 1);
      const columns = Object.keys(row.content).filter((name) => name !== 'employer_id' && row.content[name] !== null);
      const column = columns[random(columns.length)] ?? '';
      const key = row.relation === 'posting' ? ['id'] : ['posting_id', 'leg'];
      const { rows: types } = await superuser.query(
        'select data_type from information_schema.columns where table_name = $1 and column_name = $2',
        [row.relation, column],
      );
      const changed = flipped[types[0].data_type]?.(column);
      if (changed === undefined) throw new Error(`no flip for ${types[0].data_type}`);
      await superuser.query('begin');
      const { rows: after } = await superuser.query(
        `update ${row.relation} set ${column} = ${changed} where employer_id = $1 and ${key.map((name, index) => `${name} = $${index + 2}`).join(' and ')}
         returning ${key.map((name) => `${name} as ${name}`).join(', ')}`,
        [employerId, ...key.map((name) => row.content[name])],
      );
      expect(after).toHaveLength(1);
      await superuser.query('commit');
      const violations = await violationsOf(ctx);
      if (violations.length === 0 || violations.some(({ ids }) => ids.length === 0)) unnoticed.push(`${row.relation}.${column}`);
      await superuser.query(
        `update ${row.relation} t set ${column} = o.${column} from jsonb_populate_record(null::${row.relation}, $1) o
         where t.employer_id = $2 and ${key.map((name, index) => `t.${name} = $${index + 3}`).join(' and ')}`,
        [JSON.stringify(row.content), employerId, ...key.map((name) => after[0][name])],
      );
    }
    expect(unnoticed).toEqual([]);
    expect(await violationsOf(ctx)).toEqual([]);
  }, 120_000);
});

/** One byte, or the smallest step, of a value of each type. */
const flipped: Record<string, (column: string) => string> = {
  uuid: (column) => `encode(set_bit(uuid_send(${column}), 3, 1 - get_bit(uuid_send(${column}), 3)), 'hex')::uuid`,
  bytea: (column) => `set_bit(${column}, 5, 1 - get_bit(${column}, 5))`,
  text: (column) => `overlay(${column} placing chr(ascii(${column}) # 1) from 1 for 1)`,
  numeric: (column) => `${column} + 0.0000000001`,
  bigint: (column) => `${column} # 64`,
  smallint: (column) => `(${column} # 16)::smallint`,
  'timestamp with time zone': (column) => `${column} + interval '1 millisecond'`,
};
