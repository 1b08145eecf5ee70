import { type Id, parseId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { currency, Money, requireWholeMinor } from '../../kernel/money.js';
import { dateIn, earlierOf, type LocalDate, NEVER, startOfDay, type TimeZone } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { settingsOf } from '../access/index.js';
import { employmentsOn, findEmployee, findUnits, lockEmployees, resolveUnit, zoneOf } from '../directory/index.js';
import { type GrantFilters, lockLedger, openAccounts, openEffectiveAt, openPool } from '../ledger/index.js';
import { readFilters } from '../policies/index.js';
import { insertStipends, recordStipendsChanged, Stipend } from '../stipends/index.js';
import { bookGrant, type GrantPool } from './book-grant.js';
import type { GrantKindByHand } from './grant.entity.js';
import type { GrantIssueInput } from './grant-changes.graphql.js';
import { priorityOf } from './grants.rules.js';

const LONGEST_YEARS = 10;

/** A grant by hand as it is to be, before anything is looked up. */
interface Award {
  readonly kind: GrantKindByHand;
  /** Zero where it has no cap. */
  readonly amount: Money;
  readonly uncapped: boolean;
  readonly priority: number;
  readonly effectiveAt: Date;
  /** `NEVER` where none is given: no grant ends later, so the burn order has it last. */
  readonly expiresAt: Date;
  readonly guaranteedUntil: LocalDate | null;
  readonly filters: GrantFilters;
  readonly reason: string;
}

/**
 * Issues one grant to one person, under the stipend named or else the person's own for grants by hand, which the first one
 * opens. It counts from `effectiveAt`, also where that lies ahead or back in a period that is open.
 * @throws Refusal `NOT_FOUND`, `VALIDATION`, `CURRENCY_MISMATCH` with the stipend, `INVALID_TRANSITION` for a stipend that has
 *   ended by then, `INSUFFICIENT_BALANCE` where the pool that is to pay has less, `PERIOD_CLOSED`, `AMOUNT_OUT_OF_RANGE`
 */
export async function issueByHand(ctx: TenantCtx, input: GrantIssueInput): Promise<Id<'grant'>> {
  allow(ctx, 'grants:write');
  const amount = input.amount == null ? null : Money.of(input.amount.amount, input.amount.currency);
  const claim = { operation: 'grantIssue', key: input.idempotencyKey, input: { ...input, amount } };
  const { grantId } = await once(ctx, claim, async (tx) => {
    const award = readAward(input, tx.now);
    const employeeId = await findEmployee(tx, input.employee, ['input', 'employee']);
    // First of all: who leaves at the same time comes before this or after it.
    const employedUntil = await lockEmployees(tx, [employeeId]);
    const zone = await zoneOf(tx, employeeId);
    const date = dateIn(award.effectiveAt, zone);
    const endDate = employedUntil(employeeId, date);
    if (endDate === undefined) {
      throw new Refusal('VALIDATION', `The person is not employed on ${date}, when the grant would begin to count.`, [
        'input',
        'effectiveAt',
      ]);
    }
    const costCenterId = await payingCostCenter(tx, input, employeeId, date);
    const stipend = await stipendFor(tx, input.stipend, { employeeId, zone, endDate, award });
    return { grantId: await book(tx, stipend, employeeId, award, costCenterId) };
  });
  return grantId;
}

function readAward(input: GrantIssueInput, now: Date): Award {
  const amount = readAmount(input);
  const effectiveAt = input.effectiveAt ?? now;
  const expiresAt = input.expiresAt ?? NEVER;
  const isForEver = expiresAt.getTime() === NEVER.getTime();
  if (isForEver && input.uncapped === true) {
    throw new Refusal('VALIDATION', 'A grant without a cap has an end.', ['input', 'expiresAt']);
  }
  if (expiresAt <= effectiveAt || expiresAt <= now) {
    throw new Refusal('VALIDATION', 'A grant ends ahead, and after it begins to count.', ['input', 'expiresAt']);
  }
  if (!isForEver && expiresAt.getTime() - effectiveAt.getTime() > LONGEST_YEARS * 366 * 86_400_000) {
    throw new Refusal('VALIDATION', `A grant lasts at most ${LONGEST_YEARS} years, or for ever.`, ['input', 'expiresAt']);
  }
  return {
    kind: input.kind,
    amount,
    uncapped: input.uncapped === true,
    priority: priorityOf(input.kind, input.priority ?? null),
    effectiveAt,
    expiresAt,
    guaranteedUntil: input.guaranteedUntil ?? null,
    filters: readFilters(input.filters ?? {}, ['input', 'filters']),
    reason: readText(input.reason, ['input', 'reason']),
  };
}

/** The amount, or zero of the currency of a grant without a cap: one of the two is said. */
function readAmount({ kind, amount, uncapped, currency: code }: GrantIssueInput): Money {
  if (uncapped !== true) {
    if (amount == null) throw new Refusal('VALIDATION', 'A grant has an amount, or is an uncapped trial.', ['input', 'amount']);
    if (code != null) throw new Refusal('VALIDATION', 'The currency is that of the amount.', ['input', 'currency']);
    const money = Money.of(amount.amount, amount.currency);
    if (!money.isPositive) throw new Refusal('VALIDATION', 'The amount is more than zero.', ['input', 'amount', 'amount']);
    requireWholeMinor(money, ['input', 'amount', 'amount']);
    return money;
  }
  if (kind !== 'TRIAL') throw new Refusal('VALIDATION', 'Only a TRIAL has no cap.', ['input', 'uncapped']);
  if (amount != null) throw new Refusal('VALIDATION', 'A grant without a cap has no amount.', ['input', 'amount']);
  if (code == null) throw new Refusal('VALIDATION', 'A grant without a cap names its currency.', ['input', 'currency']);
  return Money.zero(currency(code));
}

/** The cost center whose pool pays a TRANSFER, which is the one where the person works on the day it begins to count; null for all others. */
async function payingCostCenter(
  tx: Tx,
  { kind, fromCostCenter }: GrantIssueInput,
  employeeId: Id<'employee'>,
  date: LocalDate,
): Promise<Id<'costCenter'> | null> {
  const path = ['input', 'fromCostCenter'];
  if (kind !== 'TRANSFER') {
    if (fromCostCenter == null) return null;
    throw new Refusal('VALIDATION', 'Only a TRANSFER is paid by the pool of a cost center.', path);
  }
  if (fromCostCenter == null) throw new Refusal('VALIDATION', 'A TRANSFER names the cost center whose pool pays it.', path);
  const costCenterId = resolveUnit('costCenter', await findUnits(tx, 'costCenter', [fromCostCenter]), fromCostCenter, path);
  const employment = (await employmentsOn(tx, [employeeId], date)).get(employeeId);
  if (costCenterId == null || employment?.costCenterId !== costCenterId) {
    throw new Refusal('VALIDATION', `The person does not work in this cost center on ${date}, when the grant would begin to count.`, path);
  }
  return costCenterId;
}

interface Recipient {
  readonly employeeId: Id<'employee'>;
  readonly zone: TimeZone;
  /** The first day without employment; null while it goes on. */
  readonly endDate: LocalDate | null;
  readonly award: Award;
}

/** The stipend the grant belongs to, under lock: who ends it waits, and finds the grant. */
async function stipendFor(tx: Tx, by: GrantIssueInput['stipend'], recipient: Recipient): Promise<Stipend> {
  const { employeeId, award } = recipient;
  const { currency } = award.amount;
  const id = by == null ? await stipendByHand(tx, recipient) : await namedStipend(tx, by, employeeId);
  const held = await tx.sql(`select 1 as locked from stipend where employer_id = ${THIS_EMPLOYER} and id = $1 for no key update`, [
    uuidOf(id),
  ]);
  invariant(held.length === 1, 'a stipend that was found stands');
  const stipend = await tx.em.findOneOrFail(Stipend, { employerId: tx.ctx.employerId, id }, { disableIdentityMap: true });
  if (stipend.currency !== currency) {
    throw new Refusal('CURRENCY_MISMATCH', `The stipend is in ${stipend.currency}; nothing is converted.`, [
      'input',
      ...(award.uncapped ? [] : ['amount']),
      'currency',
    ]);
  }
  if (stipend.endDate !== null && startOfDay(stipend.endDate, stipend.timeZone) <= award.effectiveAt) {
    throw new Refusal('INVALID_TRANSITION', `The stipend ends on ${stipend.endDate}.`, ['input', 'stipend'], {
      from: 'ENDED',
      to: 'ACTIVE',
    });
  }
  return stipend;
}

async function namedStipend(tx: Tx, by: NonNullable<GrantIssueInput['stipend']>, employeeId: Id<'employee'>): Promise<Id<'stipend'>> {
  const { employerId } = tx.ctx;
  const id = by.id == null ? undefined : parseId('stipend', by.id);
  const where = id !== undefined ? { id } : by.externalId == null ? null : { externalId: by.externalId };
  const stipend = where === null ? null : await tx.em.findOne(Stipend, { employerId, employeeId, ...where }, { disableIdentityMap: true });
  if (stipend === null) throw new Refusal('NOT_FOUND', 'No stipend of this person matches.', ['input', 'stipend']);
  return stipend.id;
}

/** The person's stipend for grants by hand in this currency, for as long as the employment lasts; the first grant opens it. */
async function stipendByHand(tx: Tx, { employeeId, zone, endDate, award }: Recipient): Promise<Id<'stipend'>> {
  const { currency } = award.amount;
  // One that ended before a rehire without a gap may share the end, and does not come back with it.
  const where = { employerId: tx.ctx.employerId, employeeId, currency, origin: 'EXCEPTION' as const, endDate, ownEndDate: null };
  const standing = await tx.em.findOne(Stipend, where, { disableIdentityMap: true });
  if (standing !== null) return standing.id;
  const [opened] = await insertStipends(tx, [
    {
      under: { origin: 'EXCEPTION', currency },
      externalId: null,
      employeeId,
      startDate: dateIn(earlierOf(award.effectiveAt, tx.now), zone),
      cappedFrom: null,
      endDate,
      timeZone: zone,
      framing: (await settingsOf(tx)).framing,
      guaranteedUntil: null,
      yearly: null,
    },
  ]);
  invariant(opened != null, 'the person is held, so that nobody else opens it');
  await recordStipendsChanged(tx, [opened]);
  return opened;
}

async function book(
  tx: Tx,
  stipend: Stipend,
  employeeId: Id<'employee'>,
  award: Award,
  costCenterId: Id<'costCenter'> | null,
): Promise<Id<'grant'>> {
  const { amount, effectiveAt } = award;
  const [accountId] = await openAccounts(tx, [{ employeeId, stipendId: stipend.id, currency: amount.currency }]);
  invariant(accountId !== undefined, 'an opened account is there');
  const pool: GrantPool | null =
    costCenterId === null ? null : { accountId: await openPool(tx, costCenterId, amount.currency), costCenterId };
  const state = await lockLedger(tx, [employeeId], pool?.accountId);
  if (openEffectiveAt(state.locks, effectiveAt) > effectiveAt) {
    throw new Refusal('PERIOD_CLOSED', 'The period in which the grant would begin to count is closed.', ['input', 'effectiveAt']);
  }

  const endsAt = stipend.endDate === null ? award.expiresAt : earlierOf(award.expiresAt, startOfDay(stipend.endDate, stipend.timeZone));
  return bookGrant(tx, state, accountId, {
    ...award,
    stipendId: stipend.id,
    employeeId,
    source: 'EXCEPTION',
    endsAt,
    pool,
    zone: stipend.timeZone,
  });
}
