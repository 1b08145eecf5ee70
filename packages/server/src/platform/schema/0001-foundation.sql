-- Whoever is not the app role calls no function of ours; the app role calls any, and each reaches what its caller may reach.
alter default privileges revoke execute on functions from public;
alter default privileges grant execute on functions to stipends_app;

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
