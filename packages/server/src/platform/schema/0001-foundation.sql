-- One type for each kind of number, which refuses `NaN`: it is equal to itself and larger than every amount, so no other check
-- would stop it. The precision refuses both infinities. Every numeric column has one of these types.
create domain money_amount as numeric(38,10) constraint money_amount_number check (value <> 'NaN');
create domain token_count as numeric(38) constraint token_count_number check (value <> 'NaN');
-- What one amount is multiplied by: an exchange rate, a multiple of a pace.
create domain rate_factor as numeric(38,10) constraint rate_factor_number check (value <> 'NaN');

-- One row that is written to see whether anything can be. Nobody's data, and no row that a tenant waits for.
create table write_probe (
  id boolean not null default true,
  written_at timestamptz not null default clock_timestamp(),
  constraint write_probe_pk primary key (id),
  constraint write_probe_one check (id)
) with (fillfactor = 50);
insert into write_probe default values;

-- One row per idempotency key, for ever: what the first request with it was, and what came of it.
create table idempotency_claim (
  employer_id uuid not null,
  operation text not null,
  key text not null,
  fingerprint bytea not null,
  result jsonb,
  claimed_at timestamptz(3) not null default now(),
  constraint idempotency_claim_pk primary key (employer_id, operation, key)
);
call make_tenant_table('idempotency_claim');
revoke delete on idempotency_claim from stipends_app;
