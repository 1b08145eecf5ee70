import { type Id, idOf, newId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { decimalOf, Money } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { findEmployee } from '../directory/index.js';
import type { LimitSetInput } from './limit.graphql.js';
import { listedModel } from './spend-authorize.js';

/**
 * Sets a limit. A decision under way keeps the limits it read; every later one keeps this.
 * @throws Refusal `VALIDATION`, `NOT_FOUND`, `UNKNOWN_MODEL`, `AMOUNT_OUT_OF_RANGE`, `IDEMPOTENCY_CONFLICT`
 */
export async function setLimit(ctx: TenantCtx, input: LimitSetInput): Promise<Id<'limit'>> {
  allow(ctx, 'limits:write');
  const amount = input.amount == null ? null : Money.of(input.amount, input.currency);
  if (amount?.isNegative) throw new Refusal('VALIDATION', 'A limit is not negative; null sets none.', ['input', 'amount']);
  const target = targetOf(input);

  const { limitId } = await once(ctx, { operation: 'limitSet', key: input.idempotencyKey, input }, async (tx) => {
    const employeeId = input.employee == null ? null : await findEmployee(tx, input.employee, ['input', 'employee']);
    return { limitId: await save(tx, input, target, employeeId, amount) };
  });
  return limitId;
}

interface Target {
  readonly provider: string | null;
  readonly model: string | null;
  readonly tool: string | null;
}

function targetOf({ scope, provider, model, tool }: LimitSetInput): Target {
  const wanted = { PERSON: [], TOOL: ['tool'], MODEL: ['provider', 'model'] }[scope] as readonly string[];
  for (const [name, value] of Object.entries({ provider, model, tool })) {
    if (wanted.includes(name) !== (value != null)) {
      const rule = wanted.includes(name) ? `A limit of scope ${scope} names its ${name}.` : `A limit of scope ${scope} has no ${name}.`;
      throw new Refusal('VALIDATION', rule, ['input', name]);
    }
    if (value != null) readText(value, ['input', name]);
  }
  if (scope !== 'MODEL') return { provider: null, model: null, tool: tool ?? null };
  const listed = listedModel(provider ?? null, model ?? null);
  if (listed === undefined)
    throw new Refusal('UNKNOWN_MODEL', `No price is known for the model ${model} of ${provider}.`, ['input', 'model']);
  return { provider: listed.provider, model: listed.model, tool: null };
}

async function save(
  tx: Tx,
  input: LimitSetInput,
  { provider, model, tool }: Target,
  employeeId: Id<'employee'> | null,
  amount: Money | null,
) {
  const { scope, window, mode, currency } = input;
  const level = [scope, employeeId === null ? null : uuidOf(employeeId), provider, model, tool, window, currency];
  const [before] = await tx.sql<{ amount: string | null }>(
    `select amount from spend_limit where employer_id = ${THIS_EMPLOYER} and (scope, employee_id, provider, model, tool, time_window, currency)
       is not distinct from ($1::text, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text) for no key update`,
    level,
  );
  const [row] = await tx.sql<{ id: string }>(
    `insert into spend_limit (employer_id, scope, employee_id, provider, model, tool, time_window, currency, id, mode, amount, version, created_at, updated_at)
     values (${THIS_EMPLOYER}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $11)
     on conflict (employer_id, scope, employee_id, provider, model, tool, time_window, currency)
       do update set mode = excluded.mode, amount = excluded.amount, version = spend_limit.version + 1, updated_at = excluded.updated_at
     returning id`,
    [...level, uuidOf(newId('limit')), mode, amount === null ? null : decimalOf(amount.units), tx.now],
  );
  invariant(row !== undefined, 'an insert returns its row');
  // Where there is no limit nothing is counted: the next decision counts the holds of its window anew.
  if (before !== undefined && (before.amount === null || amount === null)) {
    await tx.sql(`delete from spend_counter where employer_id = ${THIS_EMPLOYER} and limit_id = $1`, [row.id]);
  }
  return idOf('limit', row.id);
}
