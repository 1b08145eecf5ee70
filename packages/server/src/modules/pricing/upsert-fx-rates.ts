import { type Id, idOf, newId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { limits } from '../../kernel/limits.js';
import { decimalOf, parseDecimal } from '../../kernel/money.js';
import { Fault, Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { inOrder } from '../../platform/loader.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { FxRate } from './fx-rate.entity.js';

/** A rate to store; `rate` is decimal text. */
export interface FxRateDraft {
  readonly base: string;
  readonly quote: string;
  readonly rate: string;
  readonly asOf: Date;
  readonly source: string;
}

export interface FxRatesRequest {
  readonly rates: readonly FxRateDraft[];
  readonly idempotencyKey?: string | null | undefined;
}

/**
 * Stores exchange rates. One that is stored already, with the same rate, is answered as it is: what was sent first stands,
 * for charges were made with it.
 * @returns the stored rates, in order
 * @throws Refusal `VALIDATION` for a rate that is not positive, a pair of one currency, another rate for a stored instant
 */
export async function upsertFxRates(ctx: TenantCtx, request: FxRatesRequest): Promise<FxRate[]> {
  allow(ctx, 'prices:write');
  const { rates, idempotencyKey } = request;
  if (rates.length < 1 || rates.length > limits.arrayItems) {
    throw new Fault('BAD_USER_INPUT', `\`rates\` has 1 to ${limits.arrayItems} items.`, { limit: limits.arrayItems });
  }
  const checked = rates.map(checkedRate);

  const { ids } = await once(ctx, { operation: 'fxRatesUpsert', key: idempotencyKey, input: request }, async (tx) => ({
    ids: await store(tx, checked),
  }));
  return inTransaction(ctx, async (tx) => {
    const stored = await tx.em.find(FxRate, { employerId: ctx.employerId, id: { $in: ids } });
    return inOrder(ids, stored, ({ id }) => id).map((rate) => {
      invariant(rate !== null, 'a rate is never deleted');
      return rate;
    });
  });
}

interface CheckedRate extends FxRateDraft {
  readonly units: bigint;
}

const RATE_LIMIT = 10n ** 12n * 10n ** 10n;

function checkedRate(draft: FxRateDraft, index: number): CheckedRate {
  const refuse = (field: string, sentence: string) => new Refusal('VALIDATION', sentence, ['input', 'rates', `${index}`, field]);
  const units = parseDecimal(draft.rate);
  if (units === undefined || units <= 0n || units >= RATE_LIMIT) throw refuse('rate', 'A rate is more than 0 and less than 10^12.');
  if (draft.base === draft.quote) throw refuse('quote', 'A rate is between two currencies.');
  if (!/^\P{C}{1,255}$/u.test(draft.source)) throw refuse('source', '`source` has 1 to 255 printable characters.');
  return { ...draft, units };
}

async function store(tx: Tx, rates: readonly CheckedRate[]): Promise<Id<'fxRate'>[]> {
  await tx.sql(
    `insert into fx_rate (employer_id, id, base, quote, rate, as_of, source, recorded_at)
     select ${THIS_EMPLOYER}, r.*, $7::timestamptz
     from unnest($1::uuid[], $2::text[], $3::text[], $4::numeric[], $5::timestamptz[], $6::text[]) as r (id, base, quote, rate, as_of, source)
     order by base, quote, as_of
     on conflict (employer_id, base, quote, as_of) do nothing`,
    [
      rates.map(() => uuidOf(newId('fxRate'))),
      rates.map(({ base }) => base),
      rates.map(({ quote }) => quote),
      rates.map(({ units }) => decimalOf(units)),
      rates.map(({ asOf }) => asOf.toISOString()),
      rates.map(({ source }) => source),
      tx.now,
    ],
  );
  const stored = await tx.sql<{ index: string; id: string; same: boolean }>(
    `select n.index, r.id, r.rate = n.rate as same
     from unnest($1::text[], $2::text[], $3::timestamptz[], $4::numeric[]) with ordinality as n (base, quote, as_of, rate, index)
     join fx_rate r on r.employer_id = ${THIS_EMPLOYER} and r.base = n.base and r.quote = n.quote and r.as_of = n.as_of
     order by n.index`,
    [
      rates.map(({ base }) => base),
      rates.map(({ quote }) => quote),
      rates.map(({ asOf }) => asOf.toISOString()),
      rates.map(({ units }) => decimalOf(units)),
    ],
  );
  const differing = stored.findIndex(({ same }) => !same);
  if (differing >= 0) {
    throw new Refusal(
      'VALIDATION',
      'Another rate is stored for this pair and instant, and what is stored does not change. Send the new one with a later `asOf`.',
      ['input', 'rates', `${differing}`, 'rate'],
    );
  }
  return stored.map(({ id }) => idOf('fxRate', id));
}
