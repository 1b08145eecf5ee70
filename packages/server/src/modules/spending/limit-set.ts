import { isolated } from '../../kernel/direction.js';
import { type Id, idOf, newId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { limits } from '../../kernel/limits.js';
import { decimalOf, Money, requireWholeMinor, unitsOf } from '../../kernel/money.js';
import { foldedName, readKeyName, shownName } from '../../kernel/name.js';
import { Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { findEmployee, findUnits, resolveUnit } from '../directory/index.js';
import { listedModel } from './authorize-spend.js';
import type { LimitSetInput } from './limit.graphql.js';
import { isShared, type LimitKind, type LimitMode, type LimitUnit, type LimitWindow } from './limits.rules.js';

/**
 * Sets a limit. A decision under way keeps the limits it read; every later one keeps this. Of a HARD limit that many people share
 * what nobody has used yet is called back.
 * @throws Refusal `VALIDATION`, `NOT_FOUND`, `UNKNOWN_MODEL`, `AMOUNT_OUT_OF_RANGE`, `IDEMPOTENCY_CONFLICT`
 */
export async function setLimit(ctx: TenantCtx, input: LimitSetInput): Promise<Id<'limit'>> {
  allow(ctx, 'limits:write');
  const terms = termsOf(input);
  const target = targetOf(input);

  const { limitId } = await once(ctx, { operation: 'limitSet', key: input.idempotencyKey, input }, async (tx) => ({
    limitId: await save(tx, terms, { ...target, ...(await findOwner(tx, input)) }),
  }));
  return limitId;
}

interface Terms {
  readonly kind: LimitKind;
  readonly unit: LimitUnit;
  readonly scope: LimitSetInput['scope'];
  readonly window: LimitWindow;
  readonly mode: LimitMode;
  readonly currency: string | null;
  /** In money, or in tokens; as the database takes it. */
  readonly amount: string | null;
  readonly velocityMultiple: string | null;
}

function termsOf(input: LimitSetInput): Terms {
  const { scope, amount, tokens, velocityMultiple } = input;
  const kind = input.kind ?? 'LIMIT';
  const breaker = kind === 'CIRCUIT_BREAKER';
  const window = input.window ?? (breaker ? 'DAY' : undefined);
  const mode = input.mode ?? (breaker ? 'HARD' : undefined);
  if (window === undefined) throw invalid('window', 'A limit names its window.');
  if (mode === undefined) throw invalid('mode', 'A limit names its mode.');
  if (breaker && window === 'LIFETIME') throw invalid('window', 'A circuit breaker resets: a lifetime never does.');
  if (amount === undefined && tokens === undefined && velocityMultiple === undefined) {
    throw invalid('amount', 'A limit says how much, in `amount` or `tokens`, a breaker also in `velocityMultiple`; null sets none.');
  }
  const common = { kind, scope, window, mode };

  if (tokens != null || (input.currency == null && amount == null && velocityMultiple == null)) {
    if (breaker) throw invalid('tokens', 'A circuit breaker counts money.');
    if (amount != null || input.currency != null || velocityMultiple != null) {
      throw invalid('tokens', 'A limit is in tokens, or in money with a currency.');
    }
    if (tokens != null && tokens < 0n) throw invalid('tokens', 'A limit is not negative; null sets none.');
    if (tokens != null && tokens > limits.tokensPerLimit) throw invalid('tokens', `A limit is at most ${limits.tokensPerLimit} tokens.`);
    return { ...common, unit: 'TOKENS', currency: null, amount: tokens == null ? null : `${tokens}`, velocityMultiple: null };
  }
  if (input.currency == null) throw invalid('currency', 'A limit in money names its currency.');
  const money = amount == null ? null : Money.of(amount, input.currency);
  if (money?.isNegative) throw invalid('amount', 'A limit is not negative; null sets none.');
  if (money !== null) requireWholeMinor(money, ['input', 'amount']);
  if (breaker) {
    if (scope !== 'PERSON') throw invalid('scope', 'A circuit breaker is of scope PERSON.');
    if (mode !== 'HARD') throw invalid('mode', 'A circuit breaker is HARD.');
  }
  if (velocityMultiple != null) {
    if (!breaker) throw invalid('velocityMultiple', 'Only a circuit breaker compares with the pace of a person.');
    if (money !== null) throw invalid('velocityMultiple', 'A circuit breaker trips at an amount or at a multiple, not at both.');
    const multiple = unitsOf(velocityMultiple);
    if (multiple <= 0n || multiple > unitsOf(`${limits.velocityMultiple}`)) {
      throw invalid('velocityMultiple', `The multiple is more than zero and at most ${limits.velocityMultiple}.`);
    }
  }
  return {
    ...common,
    unit: 'MONEY',
    currency: input.currency,
    amount: money === null ? null : decimalOf(money.units),
    velocityMultiple: velocityMultiple ?? null,
  };
}

const invalid = (field: keyof LimitSetInput, rule: string): Refusal => new Refusal('VALIDATION', rule, ['input', field]);

interface Target {
  readonly provider: string | null;
  readonly model: string | null;
  /** Folded, and as it is shown where the limit is new. */
  readonly tool: string | null;
  readonly toolShown: string | null;
}

const named = {
  PERSON: [],
  TOOL: ['tool'],
  MODEL: ['provider', 'model'],
  COST_CENTER: ['costCenter'],
  DEPARTMENT: ['department'],
  EMPLOYER: [],
} as const;

function targetOf({ scope, provider, model, tool, employee, costCenter, department }: LimitSetInput): Target {
  const wanted: readonly string[] = named[scope];
  for (const [name, value] of Object.entries({ provider, model, tool, costCenter, department })) {
    if (wanted.includes(name) !== (value != null)) {
      const rule = wanted.includes(name) ? `A limit of scope ${scope} names its ${name}.` : `A limit of scope ${scope} has no ${name}.`;
      throw new Refusal('VALIDATION', rule, ['input', name]);
    }
    if (typeof value === 'string') readKeyName(value, ['input', name]);
  }
  if (isShared(scope) && employee != null) throw invalid('employee', `A limit of scope ${scope} is for many people.`);
  if (scope !== 'MODEL') {
    return { provider: null, model: null, tool: tool == null ? null : foldedName(tool), toolShown: tool == null ? null : shownName(tool) };
  }
  const listed = listedModel(provider ?? null, model ?? null);
  if (listed === undefined)
    throw new Refusal('UNKNOWN_MODEL', `No price is known for the model ${isolated(model ?? '')} of ${isolated(provider ?? '')}.`, [
      'input',
      'model',
    ]);
  return { provider: listed.provider, model: listed.model, tool: null, toolShown: null };
}

interface Owner {
  readonly employeeId: Id<'employee'> | null;
  readonly costCenterId: Id<'costCenter'> | null;
  readonly departmentId: Id<'department'> | null;
}

/** @throws Refusal `NOT_FOUND` */
async function findOwner(tx: Tx, { employee, costCenter, department }: LimitSetInput): Promise<Owner> {
  const costCenters = await findUnits(tx, 'costCenter', costCenter == null ? [] : [costCenter]);
  const departments = await findUnits(tx, 'department', department == null ? [] : [department]);
  return {
    employeeId: employee == null ? null : await findEmployee(tx, employee, ['input', 'employee']),
    costCenterId: resolveUnit('costCenter', costCenters, costCenter, ['input', 'costCenter']) ?? null,
    departmentId: resolveUnit('department', departments, department, ['input', 'department']) ?? null,
  };
}

const LEVEL = 'kind, unit, scope, employee_id, cost_center_id, department_id, provider, model, tool, time_window, currency';

async function save(tx: Tx, terms: Terms, { provider, model, tool, toolShown, ...owner }: Target & Owner): Promise<Id<'limit'>> {
  const { kind, unit, scope, window, mode, currency, amount, velocityMultiple } = terms;
  const { employeeId, costCenterId, departmentId } = owner;
  const ids = [employeeId, costCenterId, departmentId].map((id) => (id === null ? null : uuidOf(id)));
  const level = [kind, unit, scope, ...ids, provider, model, tool, window, currency];
  const [before] = await tx.sql<{ [K in keyof Before]: Before[K] }>(
    `select amount, velocity_multiple, mode from spend_limit where employer_id = ${THIS_EMPLOYER} and (${LEVEL})
       is not distinct from ($1::text, $2::text, $3::text, $4::uuid, $5::uuid, $6::uuid, $7::text, $8::text, $9::text, $10::text, $11::text) for no key update`,
    level,
  );
  const [row] = await tx.sql<{ id: string }>(
    `insert into spend_limit (employer_id, ${LEVEL}, id, mode, amount, velocity_multiple, version, created_at, updated_at, tool_shown)
     values (${THIS_EMPLOYER}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16, $16, $17)
     on conflict (employer_id, ${LEVEL})
       do update set mode = excluded.mode, amount = excluded.amount, velocity_multiple = excluded.velocity_multiple,
         version = spend_limit.version + 1, updated_at = excluded.updated_at
     returning id`,
    [...level, uuidOf(newId('limit')), mode, amount, velocityMultiple, tx.now, toolShown],
  );
  invariant(row !== undefined, 'an insert returns its row');
  if (isShared(scope)) await setShared(tx, row.id, terms, before);
  else await forgetCounters(tx, row.id, terms, before);
  return idOf('limit', row.id);
}

/**
 * Where there is no limit nothing is counted: the next decision counts the rows of its window anew. A breaker that is set higher has
 * not tripped any more; what was spent stays counted.
 */
async function forgetCounters(tx: Tx, limitUuid: string, terms: Terms, before: Before | undefined): Promise<void> {
  if (before === undefined) return;
  const [was, is] = [before.amount ?? before.velocity_multiple, terms.amount ?? terms.velocityMultiple];
  if (was === null || is === null) {
    await tx.sql(`delete from spend_counter where employer_id = ${THIS_EMPLOYER} and limit_id = $1`, [limitUuid]);
    return;
  }
  const comparable = (before.amount === null) === (terms.amount === null);
  if (terms.kind !== 'CIRCUIT_BREAKER' || (comparable && unitsOf(is) <= unitsOf(was))) return;
  // Behind the accounts: who is in the middle of a spend has read the trip, and writes it once more.
  await tx.sql(
    `select id from account where employer_id = ${THIS_EMPLOYER} and employee_id in (
       select employee_id from spend_counter where employer_id = ${THIS_EMPLOYER} and limit_id = $1) order by id for no key update`,
    [limitUuid],
  );
  await tx.sql(`update spend_counter set notified = false where employer_id = ${THIS_EMPLOYER} and limit_id = $1 and notified`, [
    limitUuid,
  ]);
}

interface Before {
  readonly amount: string | null;
  readonly velocity_multiple: string | null;
  readonly mode: LimitMode;
}

/** What many people share counts all of them from the moment it is set. @throws Refusal `VALIDATION` below what is guaranteed */
async function setShared(tx: Tx, limitUuid: string, { amount, mode, currency }: Terms, before: Before | undefined): Promise<void> {
  const counted = before !== undefined && before.amount !== null && amount !== null && (before.mode === 'HARD') === (mode === 'HARD');
  const [row] = await tx.sql<{ reserved: string }>(`select shared_limit_set(${THIS_EMPLOYER}, $1, $2) as reserved`, [limitUuid, !counted]);
  const reserved = unitsOf(row?.reserved ?? '0');
  if (amount === null || mode !== 'HARD' || unitsOf(amount) >= reserved) return;
  const guaranteed = Money.of(decimalOf(reserved), currency ?? '');
  throw invalid('amount', `Grants guarantee ${guaranteed.amount} ${currency} of it; it is not set below that.`);
}
