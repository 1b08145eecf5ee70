create table fx_rate (
  employer_id uuid not null,
  id uuid not null,
  base text not null,
  quote text not null,
  rate rate_factor not null,
  as_of timestamptz(3) not null,
  source text not null,
  recorded_at timestamptz(3) not null,
  constraint fx_rate_pk primary key (employer_id, id),
  constraint fx_rate_instant unique (employer_id, base, quote, as_of),
  constraint fx_rate_employer foreign key (employer_id) references employer (id),
  constraint fx_rate_currency_shapes check (base ~ '^[A-Z]{3}$' and quote ~ '^[A-Z]{3}$'),
  constraint fx_rate_pair check (base <> quote),
  constraint fx_rate_positive check (rate > 0)
);
create index fx_rate_newest on fx_rate (employer_id, as_of, id);
call make_tenant_table('fx_rate', append_only => true);

create table used_price (
  employer_id uuid not null,
  id uuid not null,
  -- Amounts in it are decimals as text.
  price jsonb not null,
  recorded_at timestamptz(3) not null,
  constraint used_price_pk primary key (employer_id, id),
  constraint used_price_employer foreign key (employer_id) references employer (id),
  constraint used_price_shape check (jsonb_typeof(price) = 'object')
);
call make_tenant_table('used_price', append_only => true);
