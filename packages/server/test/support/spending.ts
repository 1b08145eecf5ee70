import { modules } from '../../src/app.js';
import { runSentJob } from '../../src/jobs/run-job.js';
import { type Id, idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import { currency, decimalOf, Money, unitsOf } from '../../src/kernel/money.js';
import type { OverageHandling } from '../../src/modules/access/employer-settings.entity.js';
import { updateSettings } from '../../src/modules/access/employers.js';
import { createEmployee } from '../../src/modules/directory/index.js';
import { expireGrants, issueGrants } from '../../src/modules/grants/run-due-work.js';
import { openAccounts, post, recipes } from '../../src/modules/ledger/index.js';
import { type Authorization, authorizeSpend } from '../../src/modules/spending/authorize-spend.js';
import type { Hold } from '../../src/modules/spending/call-spend.js';
import { expireHolds } from '../../src/modules/spending/hold-expiry.js';
import { captureSpend, releaseSpend } from '../../src/modules/spending/resolve-spend.js';
import type { SpendAuthorizeInput, SpendCaptureInput } from '../../src/modules/spending/spend.graphql.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { type TestEmployer, testDatabase, testEmployer } from './database.js';

const told: TenantCtx[] = [];

/** An employer whose books `violations` looks at. */
export async function employer(options: TestEmployer = {}): Promise<TenantCtx> {
  const ctx = await testEmployer(options);
  told.push(ctx);
  return ctx;
}

/** The laws that the books of the employers since the last time do not keep: for the end of each test. */
export async function violations(): Promise<readonly object[]> {
  const { platform } = await testDatabase();
  return verify(
    platform,
    modules,
    told.splice(0).map(({ employerId }) => employerId),
  );
}

let keys = 0;
export const newKey = (): string => `key-${++keys}`;
export const usd = (amount: string) => ({ amount, currency: 'USD' });

/** A context of its own for each request, as over HTTP. */
export const request = (ctx: TenantCtx): TenantCtx => ({ ...ctx, loaders: new Map(), answer: { replayed: false, redactions: [] } });

/** Asks for dollars, each time under a key of its own. */
export function authorize(
  ctx: TenantCtx,
  employeeId: Id<'employee'>,
  amount: string,
  more: Partial<SpendAuthorizeInput> = {},
): Promise<Authorization> {
  return authorizeSpend(request(ctx), { employee: { id: employeeId }, amount: usd(amount), idempotencyKey: newKey(), ...more });
}

/** A hold that must be had. */
export async function hold(
  ctx: TenantCtx,
  employeeId: Id<'employee'>,
  amount: string,
  more: Partial<SpendAuthorizeInput> = {},
): Promise<Hold> {
  const { hold: held, refusal } = await authorize(ctx, employeeId, amount, more);
  if (held === null) throw new Error(refusal?.message);
  return held;
}

/** Charges dollars to a hold, or to the one of an id. */
export function capture(ctx: TenantCtx, held: Hold | string, amount: string, more: Partial<SpendCaptureInput> = {}): Promise<Hold> {
  return captureSpend(request(ctx), { holdId: idIn(held), amount: usd(amount), idempotencyKey: newKey(), ...more });
}

export function release(ctx: TenantCtx, held: Hold | string, idempotencyKey = newKey()): Promise<Hold> {
  return releaseSpend(request(ctx), { holdId: idIn(held), idempotencyKey });
}

const idIn = (held: Hold | string): string => (typeof held === 'string' ? held : held.id);

/** A person of a fresh name. */
export function hire(ctx: TenantCtx, terms: Parameters<typeof createEmployee>[1]['terms'] = {}): Promise<Id<'employee'>> {
  return inTransaction(ctx, (tx) =>
    createEmployee(tx, { externalId: newId('employee'), name: 'Zoë Müller-Ōta', startDate: '2026-01-01', terms }, ['input']),
  );
}

export interface TestGrant {
  /** Left out: it has no cap. */
  readonly amount?: string;
  readonly currency?: string;
  readonly priority?: number;
  readonly effectiveAt?: string;
  readonly expiresAt?: string | null;
  /** Grants of the same stipend share an account. Left out: one of the person's. */
  readonly stipendId?: Id<'stipend'>;
}

/** Puts money on a person's account, as the ledger sees grants; the terms that people see are left out. */
export function fund(ctx: TenantCtx, employeeId: Id<'employee'>, grant: TestGrant): Promise<Id<'grant'>> {
  const { amount, currency: code = 'USD', priority = 10, effectiveAt = '2026-01-01T00:00:00Z', expiresAt = null } = grant;
  const { stipendId = idOf('stipend', uuidOf(employeeId)) } = grant;
  const grantId = newId('grant');
  return inTransaction(ctx, async (tx) => {
    const [accountId] = await openAccounts(tx, [{ employeeId, stipendId, currency: currency(code) }]);
    if (accountId === undefined) throw new Error('an opened account is there');
    const units = Money.of(amount ?? '0', code).units;
    const terms = {
      grantId,
      priority,
      effectiveAt: new Date(effectiveAt),
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      units,
      uncapped: amount === undefined,
    };
    await post(tx, [recipes.granted(accountId, terms, `grant:${uuidOf(grantId)}`)]);
    return grantId;
  });
}

const sides = ['available', 'held', 'consumed', 'expired', 'overage'] as const;

/** The books of a person, zeros left out: `{ available: '95', held: '5' }`. */
export async function booksOf(ctx: TenantCtx, employeeId: Id<'employee'>): Promise<Record<string, string>> {
  const [row = {}] = await inTransaction(ctx, (tx) =>
    tx.sql<Record<string, string>>(
      `select ${sides.map((side) => `sum(${side}) as ${side}`).join(', ')} from account where employer_id = ${THIS_EMPLOYER} and employee_id = $1`,
      [uuidOf(employeeId)],
    ),
  );
  return Object.fromEntries(sides.map((side) => [side, decimalOf(unitsOf(row[side] ?? '0'))]).filter(([, amount]) => amount !== '0'));
}

/** What becomes from now on of what no grant covers. */
export function handleOverage(ctx: TenantCtx, overage: OverageHandling): Promise<void> {
  return updateSettings(ctx, { overage });
}

/** Time passes and no job runs. */
export function passTime(ctx: TenantCtx, to: string): Promise<object[]> {
  return inTransaction(ctx, (tx) =>
    tx.sql(`update employer_settings set test_now = $1 where employer_id = ${THIS_EMPLOYER}`, [new Date(to)]),
  );
}

const dueJobs = { 'expire-holds': expireHolds, 'expire-grants': expireGrants, 'issue-grants': issueGrants };
export type DueJob = keyof typeof dueJobs;

/** The jobs that time brings, in this order, after time has passed without them. */
export async function runLate(ctx: TenantCtx, order: readonly DueJob[]): Promise<void> {
  for (const name of order) await runSentJob(ctx.platform, dueJobs[name], ctx.employerId, {});
}

/** A cost center and a department, named alike. */
export interface Home {
  readonly costCenterId: Id<'costCenter'>;
  readonly departmentId: Id<'department'>;
  readonly externalId: string;
}

export function openHome(ctx: TenantCtx, name: string): Promise<Home> {
  const home = { costCenterId: newId('costCenter'), departmentId: newId('department'), externalId: name };
  return inTransaction(ctx, async (tx) => {
    await tx.sql(
      `insert into cost_center (employer_id, id, external_id, code, name, created_at) values (${THIS_EMPLOYER}, $1, $2::text, '4100', $2::text, now())`,
      [uuidOf(home.costCenterId), name],
    );
    await tx.sql(
      `insert into department (employer_id, id, external_id, name, created_at) values (${THIS_EMPLOYER}, $1, $2::text, $2::text, now())`,
      [uuidOf(home.departmentId), name],
    );
    return home;
  });
}

/** What the running stipends of a person are worth in a year. */
export function openPace(ctx: TenantCtx, employeeId: Id<'employee'>, annual: string): Promise<object[]> {
  return inTransaction(ctx, (tx) =>
    tx.sql(
      `insert into stipend (employer_id, id, employee_id, origin, currency, framing, start_date, time_zone, created_at, updated_at, annual_amount)
       values (${THIS_EMPLOYER}, gen_random_uuid(), $1, 'EXCEPTION', 'USD', 'EMPLOYER_TOOL', '2026-01-01', 'UTC', now(), now(), $2)`,
      [uuidOf(employeeId), annual],
    ),
  );
}
