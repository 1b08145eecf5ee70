import { type Id, type IdKind, idOf, uuidOf } from '../../kernel/ids.js';
import { type CurrencyCode, currency, Money, unitsOf } from '../../kernel/money.js';
import { type Connection, type CursorKey, type PageRequest, pageSize } from '../../kernel/page.js';
import { Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { type EmployeeBy, findEmployee } from '../directory/index.js';
import { type PostingKind, sides } from './ledger.rules.js';
import { safeInstant } from './safe-instant.js';

export interface HistoryRequest extends PageRequest {
  readonly employee: EmployeeBy;
  readonly currency?: CurrencyCode | null;
  /** Half-open effective time; omitted: from the beginning, and up to `asOf`, itself included. */
  readonly from?: Date | null;
  readonly to?: Date | null;
  /** As recorded then; omitted: the newest instant at which every write is settled. */
  readonly asOf?: Date | null;
}

/** The sides of a balance; as a change, amounts are signed. */
export interface BalanceAmounts {
  readonly granted: Money;
  readonly available: Money;
  readonly held: Money;
  readonly consumed: Money;
  readonly expired: Money;
  readonly revoked: Money;
  /** Of the person alone. */
  readonly overage: Money;
  /** Overage that cost centers pay. */
  readonly chargedToCostCenter: Money;
}

/** A posting of a person's balance, and what the balance was after it. */
export interface BalanceEntry {
  readonly id: Id<'posting'>;
  readonly kind: PostingKind;
  readonly currency: CurrencyCode;
  readonly effectiveAt: Date;
  readonly bookedAt: Date;
  readonly change: BalanceAmounts;
  readonly balance: BalanceAmounts;
  readonly grants: ReadonlyArray<{ readonly grantId: Id<'grant'>; readonly amount: Money }>;
  /** Whose account it is on, where a cost center pays. */
  readonly costCenterId: Id<'costCenter'> | null;
  readonly subjectId: Id | null;
  readonly reversesId: Id<'posting'> | null;
  readonly asOf: Date;
}

/** The sides, and of OVERAGE apart what cost centers pay. */
const toldSides = [...sides, 'CHARGED'] as const;
type ToldSide = (typeof toldSides)[number];
type Units = Readonly<Record<ToldSide, bigint>>;
const nothing: Units = { COMMITMENT: 0n, AVAILABLE: 0n, HELD: 0n, CONSUMED: 0n, EXPIRED: 0n, REVOKED: 0n, OVERAGE: 0n, CHARGED: 0n };
const TOLD_SIDE = "case when n.side = 'OVERAGE' and a.cost_center_id is not null then 'CHARGED' else n.side end";

/** A row with where each currency stood after it: what the next page goes on from. */
interface Told extends BalanceEntry {
  readonly key: readonly [effectiveAt: string, bookedAt: string, uuid: string];
  readonly standing: ReadonlyMap<CurrencyCode, Units>;
}

/**
 * The postings that made a person's balances, in the order in which they count, newest last, each with the balance of its
 * currency after it. All pages are read as recorded at the instant of the first; the cursor carries it, and the balances
 * too, so that a page costs a page.
 * @throws Refusal `NOT_FOUND`, `AS_OF_TOO_RECENT` `{ newest }`, `VALIDATION` for an end before the start
 */
export async function listHistory(ctx: TenantCtx, request: HistoryRequest): Promise<Connection<BalanceEntry>> {
  allow(ctx, 'balances:read');
  const size = pageSize(request);
  const { cursors } = ctx.platform;
  const from = request.from ?? null;
  if (from !== null && request.to != null && request.to < from) {
    throw new Refusal('VALIDATION', '`to` does not lie before `from`.', ['to']);
  }

  return inTransaction(ctx, async (tx) => {
    const employeeId = await findEmployee(tx, request.employee, ['employee']);
    const span = `${from?.toISOString() ?? ''} ${request.to?.toISOString() ?? ''}`;
    const list = `balanceHistory ${ctx.employerId} ${employeeId} ${request.currency ?? ''} ${span}`;
    const after = request.after == null ? null : resumed(cursors.open(list, request.after));
    const asOf = after?.asOf ?? (await chosenInstant(tx, request.asOf ?? null));
    const scope = { employeeId, currency: request.currency ?? null, from, to: request.to ?? new Date(asOf.getTime() + 1), asOf };

    const standing = after?.standing ?? (await readStanding(tx, scope));
    const told = tellAll(await readPostings(tx, scope, after?.key ?? null, size + 1), standing, asOf);
    return cursors.connection(list, told, size, request, cursorOf);
  });
}

async function chosenInstant(tx: Tx, asOf: Date | null): Promise<Date> {
  const newest = await safeInstant(tx);
  if (asOf !== null && asOf > newest) {
    throw new Refusal('AS_OF_TOO_RECENT', `Writes are settled up to ${newest.toISOString()}.`, ['asOf'], { newest: newest.toISOString() });
  }
  return asOf ?? newest;
}

interface Scope {
  readonly employeeId: Id<'employee'>;
  readonly currency: CurrencyCode | null;
  readonly from: Date | null;
  readonly to: Date;
  readonly asOf: Date;
}

/** Where each currency stood before the span. */
async function readStanding(tx: Tx, { employeeId, currency: code, from, asOf }: Scope): Promise<Map<CurrencyCode, Units>> {
  const standing = new Map<CurrencyCode, Units>();
  if (from === null) return standing;
  const rows = await tx.sql<{ currency: string; side: ToldSide; amount: string }>(
    `select a.currency, ${TOLD_SIDE} as side, sum(n.amount) as amount
     from account a
       join posting p on p.employer_id = ${THIS_EMPLOYER} and p.account_id = a.id and p.effective_at < $3 and p.booked_at <= $4
       join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
     where a.employer_id = ${THIS_EMPLOYER} and a.employee_id = $1 and a.currency = coalesce($2, a.currency)
     group by a.currency, 2`,
    [uuidOf(employeeId), code, from, asOf],
  );
  for (const { currency: text, side, amount } of rows) {
    const known = currency(text);
    standing.set(known, { ...(standing.get(known) ?? nothing), [side]: unitsOf(amount) });
  }
  return standing;
}

interface PostingRow {
  readonly id: string;
  readonly kind: PostingKind;
  readonly currency: string;
  readonly effective_at: Date;
  readonly booked_at: Date;
  readonly cost_center_id: string | null;
  readonly subject_id: string | null;
  readonly reverses_id: string | null;
  readonly legs: ReadonlyArray<readonly [side: ToldSide, grantUuid: string | null, amount: string]>;
}

function readPostings(tx: Tx, scope: Scope, after: Told['key'] | null, limit: number): Promise<PostingRow[]> {
  return tx.sql<PostingRow>(
    `select p.id, p.kind, a.currency, a.cost_center_id, p.effective_at, p.booked_at, p.subject_id, p.reverses_id,
       (select json_agg(json_build_array(${TOLD_SIDE}, n.grant_id, n.amount::text) order by n.leg)
        from entry n where n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id) as legs
     from account a join posting p on p.employer_id = ${THIS_EMPLOYER} and p.account_id = a.id
     where a.employer_id = ${THIS_EMPLOYER} and a.employee_id = $1 and a.currency = coalesce($2, a.currency)
       and p.effective_at >= $3::timestamptz and p.effective_at < $4::timestamptz and p.booked_at <= $5::timestamptz
       and (p.effective_at, p.booked_at, p.id) > ($6::timestamptz, $7::timestamptz, $8::uuid)
     order by p.effective_at, p.booked_at, p.id limit $9`,
    [
      uuidOf(scope.employeeId),
      scope.currency,
      scope.from?.toISOString() ?? '-infinity',
      scope.to.toISOString(),
      scope.asOf.toISOString(),
      ...(after ?? ['-infinity', '-infinity', '00000000-0000-0000-0000-000000000000']),
      limit,
    ],
  );
}

/** Adds each posting to the balance of its currency, in order. */
function tellAll(rows: readonly PostingRow[], opening: ReadonlyMap<CurrencyCode, Units>, asOf: Date): Told[] {
  let standing = opening;
  return rows.map((row) => {
    const code = currency(row.currency);
    const change = { ...nothing };
    for (const [side, , amount] of row.legs) change[side] += unitsOf(amount);
    const balance = added(standing.get(code) ?? nothing, change);
    standing = new Map([...standing, [code, balance]]);
    return {
      id: idOf('posting', row.id),
      kind: row.kind,
      currency: code,
      effectiveAt: row.effective_at,
      bookedAt: row.booked_at,
      change: amountsOf(change, code),
      balance: amountsOf(balance, code),
      grants: row.legs.flatMap(([, grant, amount]) =>
        grant === null ? [] : { grantId: idOf('grant', grant), amount: Money.of(amount, code) },
      ),
      costCenterId: row.cost_center_id === null ? null : idOf('costCenter', row.cost_center_id),
      subjectId: row.subject_id === null ? null : idOf(subjectKind(row), row.subject_id),
      reversesId: row.reverses_id === null ? null : idOf('posting', row.reverses_id),
      asOf,
      key: [row.effective_at.toISOString(), row.booked_at.toISOString(), row.id],
      standing,
    };
  });
}

function added(left: Units, right: Units): Units {
  return Object.fromEntries(toldSides.map((side) => [side, left[side] + right[side]])) as Record<ToldSide, bigint>;
}

/** The signs of a balance: what the employer committed, and what was overdrawn, are positive. */
function amountsOf(units: Units, code: CurrencyCode): BalanceAmounts {
  const money = (side: ToldSide, sign = 1n) => new Money(sign * units[side], code);
  return {
    granted: money('COMMITMENT', -1n),
    available: money('AVAILABLE'),
    held: money('HELD'),
    consumed: money('CONSUMED'),
    expired: money('EXPIRED'),
    revoked: money('REVOKED'),
    overage: money('OVERAGE', -1n),
    chargedToCostCenter: money('CHARGED', -1n),
  };
}

function subjectKind({ kind, legs }: PostingRow): IdKind {
  switch (kind) {
    case 'GRANTED':
    case 'EXPIRED':
    case 'REVOKED':
    case 'ADJUSTED':
    case 'ROLLED_OVER':
    case 'TRANSFERRED':
      return 'grant';
    case 'CONSUMED':
      return 'usageEvent';
    case 'CORRECTED':
      // What takes back usage, and what gives back the end of a grant.
      return legs.some(([side]) => side === 'CONSUMED') ? 'usageEvent' : 'grant';
    case 'HELD':
    case 'CAPTURED':
    case 'RELEASED':
      return 'hold';
  }
}

function cursorOf({ key, asOf, standing }: Told): CursorKey {
  return [...key, asOf.toISOString(), ...[...standing].map(([code, units]) => `${code} ${toldSides.map((side) => units[side]).join(' ')}`)];
}

function resumed([effectiveAt = '', bookedAt = '', uuid = '', asOf = '', ...rest]: CursorKey) {
  const standing = rest.map((text): [CurrencyCode, Units] => {
    const [code = '', ...units] = text.split(' ');
    return [
      currency(code),
      Object.fromEntries(toldSides.map((side, index) => [side, BigInt(units[index] ?? 0)])) as Record<ToldSide, bigint>,
    ];
  });
  return { key: [effectiveAt, bookedAt, uuid] as const, asOf: new Date(asOf), standing: new Map(standing) };
}
