import { type SchemaStep, tenantTable } from './migration.js';

/** Partners, employers, keys and settings; the functions through which the app role reaches what has no tenant. */
export const foundation: SchemaStep = {
  name: '0010-foundation',
  sql: `
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = '42501';
    end $$;

    create table partner (
      id uuid not null,
      name text not null,
      created_at timestamptz(3) not null default now(),
      constraint partner_pk primary key (id)
    );

    create table employer (
      id uuid not null,
      name text not null,
      mode text not null,
      created_at timestamptz(3) not null default now(),
      constraint employer_pk primary key (id),
      constraint employer_mode unique (id, mode),
      constraint employer_mode_known check (mode in ('LIVE', 'SANDBOX'))
    );

    create table connection (
      partner_id uuid not null,
      employer_id uuid not null,
      mode text not null,
      external_id text not null,
      created_at timestamptz(3) not null default now(),
      constraint connection_pk primary key (partner_id, employer_id),
      constraint connection_external_id unique (partner_id, mode, external_id),
      constraint connection_partner foreign key (partner_id) references partner (id),
      constraint connection_employer foreign key (employer_id, mode) references employer (id, mode)
    );
    create index connection_by_employer on connection (employer_id);

    create table api_key (
      id uuid not null,
      partner_id uuid not null,
      employer_id uuid,
      name text not null,
      mode text not null,
      hash bytea not null,
      last_four text not null,
      scopes text[] not null,
      created_at timestamptz(3) not null default now(),
      expires_at timestamptz(3),
      revoked_at timestamptz(3),
      last_used_at timestamptz(3),
      -- The idempotency key it was made with, behind the employer that its maker was bound to; keys are never deleted.
      claim text,
      fingerprint bytea,
      constraint api_key_pk primary key (id),
      constraint api_key_hash unique (hash),
      constraint api_key_claim unique (partner_id, mode, claim),
      constraint api_key_claim_whole check ((claim is null) = (fingerprint is null)),
      constraint api_key_mode_known check (mode in ('LIVE', 'TEST')),
      constraint api_key_partner foreign key (partner_id) references partner (id),
      constraint api_key_connection foreign key (partner_id, employer_id) references connection (partner_id, employer_id)
    );
    create index api_key_by_partner on api_key (partner_id);

    create table employer_settings (
      employer_id uuid not null,
      mode text not null,
      time_zone text not null,
      currency text not null,
      convert_on_accept boolean not null default false,
      framing text not null default 'EMPLOYER_TOOL',
      minimum_cohort integer not null default 5,
      test_now timestamptz(3),
      version integer not null default 1,
      constraint employer_settings_pk primary key (employer_id),
      constraint employer_settings_employer foreign key (employer_id) references employer (id),
      constraint employer_settings_clock check ((mode = 'SANDBOX') = (test_now is not null)),
      constraint employer_settings_framing_known check (framing in ('EMPLOYER_TOOL', 'COMPENSATION')),
      constraint employer_settings_cohort check (minimum_cohort >= 2)
    );
    ${tenantTable('employer_settings')}

    create table idempotency_claim (
      employer_id uuid not null,
      operation text not null,
      key text not null,
      fingerprint bytea not null,
      result jsonb,
      claimed_at timestamptz(3) not null default now(),
      constraint idempotency_claim_pk primary key (employer_id, operation, key),
      constraint idempotency_claim_employer foreign key (employer_id) references employer (id)
    );
    ${tenantTable('idempotency_claim')}
    revoke delete on idempotency_claim from stipends_app;

    -- The app role reaches the global tables only through these functions. p_bound is the one employer a bound key acts for.
    create function authenticate(p_hash bytea)
    returns table (key_id uuid, partner_id uuid, employer_id uuid, mode text, scopes text[])
    language sql stable security definer set search_path = pg_catalog, public as $$
      select k.id, k.partner_id, k.employer_id, k.mode, k.scopes from api_key k
      where k.hash = p_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
    $$;

    create function api_key_used(p_key uuid) returns void
    language sql volatile security definer set search_path = pg_catalog, public as $$
      update api_key set last_used_at = now()
      where id = p_key and (last_used_at is null or last_used_at < now() - interval '1 minute')
    $$;

    create function act_for(p_partner uuid, p_mode text, p_employer uuid, p_external_id text) returns uuid
    language sql stable security definer set search_path = pg_catalog, public as $$
      select c.employer_id from connection c
      where c.partner_id = p_partner and c.mode = p_mode and (c.employer_id = p_employer or c.external_id = p_external_id)
    $$;

    create function connected_employers(p_partner uuid, p_mode text, p_bound uuid, p_after uuid, p_limit integer)
    returns table (id uuid, name text, mode text, external_id text, created_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public as $$
      select e.id, e.name, e.mode, c.external_id, e.created_at
      from connection c join employer e on e.id = c.employer_id
      where c.partner_id = p_partner and c.mode = p_mode and (p_bound is null or c.employer_id = p_bound)
        and (p_after is null or e.id > p_after)
      order by e.id limit p_limit
    $$;

    create function connected_employer(p_partner uuid, p_mode text, p_bound uuid, p_employer uuid, p_external_id text)
    returns table (id uuid, name text, mode text, external_id text, created_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public as $$
      select e.id, e.name, e.mode, c.external_id, e.created_at
      from connection c join employer e on e.id = c.employer_id
      where c.partner_id = p_partner and c.mode = p_mode and (p_bound is null or c.employer_id = p_bound)
        and (c.employer_id = p_employer or c.external_id = p_external_id)
    $$;

    create function employers_for_job(p_name text, p_after uuid) returns setof uuid
    language sql stable security definer set search_path = pg_catalog, public as $$
      select id from employer where p_name <> '' and (p_after is null or id > p_after) order by id limit 500
    $$;

    -- Finds the partner's employer of this mode by its external id and changes what is given, or makes it with the id given, its
    -- settings with it. Two at once make one.
    create function employer_upsert(p_partner uuid, p_mode text, p_external_id text, p_name text, p_time_zone text, p_currency text,
      p_new_id uuid)
    returns table (id uuid, created boolean)
    language plpgsql volatile security definer set search_path = pg_catalog, public as $$
    declare
      v_tenant text := current_setting('app.employer_id', true);
      v_id uuid;
    begin
      perform 1 from partner p where p.id = p_partner for no key update;
      select c.employer_id into v_id from connection c
      where c.partner_id = p_partner and c.mode = p_mode and c.external_id = p_external_id;
      created := v_id is null;
      id := coalesce(v_id, p_new_id);
      -- The settings are a tenant's, also for the owner of this function.
      perform set_config('app.employer_id', id::text, true);
      if created then
        insert into employer (id, name, mode) values (p_new_id, coalesce(p_name, p_external_id), p_mode);
        insert into connection (partner_id, employer_id, mode, external_id) values (p_partner, p_new_id, p_mode, p_external_id);
        insert into employer_settings (employer_id, mode, time_zone, currency, test_now)
        values (p_new_id, p_mode, coalesce(p_time_zone, 'UTC'), coalesce(p_currency, 'USD'),
          case p_mode when 'SANDBOX' then date_trunc('milliseconds', now()) end);
      else
        update employer e set name = coalesce(p_name, e.name) where e.id = v_id;
        update employer_settings s
        set time_zone = coalesce(p_time_zone, s.time_zone), currency = coalesce(p_currency, s.currency), version = s.version + 1
        where s.employer_id = v_id
          and (s.time_zone, s.currency) is distinct from (coalesce(p_time_zone, s.time_zone), coalesce(p_currency, s.currency));
      end if;
      perform set_config('app.employer_id', coalesce(v_tenant, ''), true);
      return next;
    end $$;

    -- Makes a key, or finds the one that was made under the same claim; the caller compares its fingerprint.
    create function api_key_create(p_id uuid, p_partner uuid, p_employer uuid, p_name text, p_mode text, p_hash bytea,
      p_last_four text, p_scopes text[], p_expires_at timestamptz, p_claim text default null, p_fingerprint bytea default null)
    returns table (id uuid, fingerprint bytea)
    language plpgsql volatile security definer set search_path = pg_catalog, public as $$
    begin
      insert into api_key (id, partner_id, employer_id, name, mode, hash, last_four, scopes, expires_at, claim, fingerprint)
      values (p_id, p_partner, p_employer, p_name, p_mode, p_hash, p_last_four, p_scopes, p_expires_at, p_claim, p_fingerprint)
      on conflict on constraint api_key_claim do nothing;
      return query select k.id, k.fingerprint from api_key k
      where k.partner_id = p_partner and k.mode = p_mode and (k.id = p_id or k.claim = p_claim);
    end $$;

    create function api_keys_of(p_partner uuid, p_mode text, p_bound uuid, p_after uuid, p_limit integer)
    returns table (id uuid, employer_id uuid, name text, mode text, last_four text, scopes text[], created_at timestamptz,
      expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public as $$
      select k.id, k.employer_id, k.name, k.mode, k.last_four, k.scopes, k.created_at, k.expires_at, k.revoked_at, k.last_used_at
      from api_key k where k.partner_id = p_partner and k.mode = p_mode and (p_bound is null or k.employer_id = p_bound)
        and (p_after is null or k.id > p_after)
      order by k.id limit p_limit
    $$;

    create function api_key_of(p_partner uuid, p_mode text, p_bound uuid, p_key uuid)
    returns table (id uuid, employer_id uuid, name text, mode text, last_four text, scopes text[], created_at timestamptz,
      expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public as $$
      select k.id, k.employer_id, k.name, k.mode, k.last_four, k.scopes, k.created_at, k.expires_at, k.revoked_at, k.last_used_at
      from api_key k where k.partner_id = p_partner and k.mode = p_mode and (p_bound is null or k.employer_id = p_bound) and k.id = p_key
    $$;

    create function api_key_revoke(p_partner uuid, p_mode text, p_bound uuid, p_key uuid) returns boolean
    language sql volatile security definer set search_path = pg_catalog, public as $$
      update api_key set revoked_at = coalesce(revoked_at, now())
      where id = p_key and partner_id = p_partner and mode = p_mode and (p_bound is null or employer_id = p_bound) returning true
    $$;

    revoke execute on all functions in schema public from public;
    grant execute on function authenticate, api_key_used, act_for, connected_employers, connected_employer, employers_for_job,
      employer_upsert, api_key_create, api_keys_of, api_key_of, api_key_revoke to stipends_app;
    grant execute on function refuse_change to stipends_app;
    grant select on schema_migration to stipends_app;
  `,
};
