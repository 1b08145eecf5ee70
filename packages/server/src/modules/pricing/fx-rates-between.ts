import { idOf } from '../../kernel/ids.js';
import { currency, unitsOf } from '../../kernel/money.js';
import { lookup, type Query } from '../../platform/pipeline.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';
import type { Rate } from './fx.rules.js';

/**
 * The rates of a base that hold at any instant from `first` to `last`: of each pair the newest at or before `first`, and
 * all after it. Walks from pair to pair over the unique index, so that years of daily rates cost no more than a few.
 */
export function fxRatesBetween(base: string, first: Date, last: Date): Query<Rate[]> {
  const statement = {
    name: 'fx-rates-between',
    text: `with recursive pair (quote) as (
             (select quote from fx_rate where employer_id = ${THIS_EMPLOYER} and base = $1 order by quote limit 1)
             union all
             select (select r.quote from fx_rate r where r.employer_id = ${THIS_EMPLOYER} and r.base = $1 and r.quote > pair.quote order by r.quote limit 1)
             from pair where pair.quote is not null
           )
           select held.* from pair cross join lateral (
             (select id, base, quote, rate, as_of from fx_rate
              where employer_id = ${THIS_EMPLOYER} and base = $1 and quote = pair.quote and as_of <= $2 order by as_of desc limit 1)
             union all
             (select id, base, quote, rate, as_of from fx_rate
              where employer_id = ${THIS_EMPLOYER} and base = $1 and quote = pair.quote and as_of > $2 and as_of <= $3)
           ) held
           where pair.quote is not null`,
    values: [base, first, last],
  };
  return lookup(statement, (rows) =>
    rows.map((row) => ({
      id: idOf('fxRate', row.id),
      base: currency(row.base),
      quote: currency(row.quote),
      rate: unitsOf(row.rate),
      asOf: row.as_of,
    })),
  );
}
