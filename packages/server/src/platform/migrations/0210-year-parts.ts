import type { SchemaStep } from './migration.js';

/** How far the stipend year under way was granted, from which its next part follows to the minor unit. */
export const yearParts: SchemaStep = {
  name: '0210-year-parts',
  sql: `
    alter table stipend
      add column year_first_date date,
      -- The year in equal shares, and how many of them are over.
      add column year_shares integer,
      add column year_shares_over integer,
      add column year_granted numeric(38,10),
      -- How much more that is than what is over was worth, exactly: in 1 / year_shares of the currency.
      add column year_ahead numeric(38,10),
      add constraint stipend_year_whole check (num_nonnulls(year_first_date, year_shares, year_shares_over, year_granted, year_ahead) in (0, 5)),
      add constraint stipend_year_shares check (year_shares > 0 and year_shares_over between 0 and year_shares);

    -- Years under way: what was granted of them until now counts as what it was worth. Tenant by tenant: row security holds for the owner too.
    do $$
    declare
      v_employer uuid;
    begin
      for v_employer in select e.id from employer e loop
        perform set_config('app.employer_id', v_employer::text, true);
        update stipend s
        set year_first_date = y.first_date, year_shares = y.shares, year_shares_over = y.over, year_granted = y.granted, year_ahead = 0
        from (
          select c.id, c.shares, count(*)::integer as over, min(p.start_date) as first_date, coalesce(sum(g.amount), 0) as granted
          from (
            select a.id, a.issued_months, case a.cadence when 'MONTH' then 12 when 'QUARTER' then 4 when 'YEAR' then 1
              else case when v.period = 'ANNUAL' then v.pay_periods_per_year end end as shares
            from stipend a
              left join stipend_period n on n.employer_id = v_employer and n.stipend_id = a.id and n.month_index = a.issued_months - 1
              left join policy_version v on v.employer_id = v_employer and v.id = n.policy_version_id
            where a.employer_id = v_employer and a.issued_months > 0) c
            join stipend_period p on p.employer_id = v_employer and p.stipend_id = c.id
              and p.month_index >= (c.issued_months - 1) / c.shares * c.shares
            left join stipend_grant g on g.employer_id = v_employer and g.id = p.grant_id
          where c.shares is not null
          group by c.id, c.shares) y
        where s.employer_id = v_employer and s.id = y.id;
      end loop;
      perform set_config('app.employer_id', '', true);
    end $$;
  `,
};
