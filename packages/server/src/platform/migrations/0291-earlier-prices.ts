import type { SchemaStep } from './migration.js';

/**
 * Prices of charges that were made before used prices were kept, from what the charges say, under the ids they have. Of a class that
 * was charged at several prices the one of the shortest request is taken: for longer requests a list has other prices. What a charge
 * does not say is left open, and a warning says so. Tenant by tenant: row security holds for the owner too.
 */
export const earlierPrices: SchemaStep = {
  name: '0291-earlier-prices',
  sql: `
    do $$
    declare
      v_employer uuid;
    begin
      for v_employer in select e.id from employer e loop
        perform set_config('app.employer_id', v_employer::text, true);
        insert into used_price (employer_id, id, price, recorded_at)
        select v_employer, c.price_id, jsonb_build_object(
            'provider', c.provider, 'model', c.model, 'borrowedFrom', null, 'currency', c.list_currency,
            'effectiveFrom', null, 'effectiveTo', null, 'daily', null,
            'prices', coalesce(l.prices, '{}'),
            'warnings', jsonb_build_array(jsonb_build_object('usageClass', null, 'message',
              'Known from charges only: of the classes that were used, and without the span and the tiers of the list of that time.')),
            'source', 'charges'), c.booked_at
        from (
          select distinct on (c.price_id) c.price_id, coalesce(c.listed_provider, e.provider) as provider, coalesce(c.listed_model, e.model) as model,
            c.list_currency, c.booked_at
          from usage_charge c
            join usage_event e on e.employer_id = v_employer and e.id = c.usage_id and e.occurred_at = c.occurred_at
          where c.employer_id = v_employer
            and not exists (select from used_price p where p.employer_id = v_employer and p.id = c.price_id)
          order by c.price_id, c.listed_model is null, c.booked_at, c.usage_id) as c
          left join (
            select s.price_id, jsonb_object_agg(s.usage_class, jsonb_build_object(
              'price', s.price, 'unitQuantity', s.unit_quantity, 'tiers', '[]'::jsonb, 'inheritedFrom', null, 'rounded', false)) as prices
            from (
              select distinct on (c.price_id, x.line ->> 'usageClass') c.price_id, x.line ->> 'usageClass' as usage_class,
                x.line ->> 'price' as price, x.line ->> 'unitQuantity' as unit_quantity
              from usage_charge c, jsonb_array_elements(c.lines) as x (line),
                lateral (select sum((y.line ->> 'count')::numeric) as count from jsonb_array_elements(c.lines) as y (line)) as size
              where c.employer_id = v_employer
                and not exists (select from used_price p where p.employer_id = v_employer and p.id = c.price_id)
              order by c.price_id, x.line ->> 'usageClass', size.count, c.booked_at, c.usage_id) as s
            group by s.price_id) as l on l.price_id = c.price_id;
      end loop;
      perform set_config('app.employer_id', '', true);
    end $$;
  `,
};
