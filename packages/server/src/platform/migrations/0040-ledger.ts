import { type SchemaStep, tenantTable } from './migration.js';

/** Accounts, postings and entries; what the database itself enforces about them. */
export const ledger: SchemaStep = {
  name: '0040-ledger',
  sql: `
    -- One row per person, stipend and currency. Without stipend: the person's own account, which carries the overage.
    -- Each column is an account of the double entry; together they are always zero.
    create table account (
      employer_id uuid not null,
      id uuid not null,
      employee_id uuid not null,
      stipend_id uuid,
      currency text not null,
      commitment numeric(38,10) not null default 0,
      available numeric(38,10) not null default 0,
      held numeric(38,10) not null default 0,
      consumed numeric(38,10) not null default 0,
      expired numeric(38,10) not null default 0,
      revoked numeric(38,10) not null default 0,
      overage numeric(38,10) not null default 0,
      version bigint not null default 0,
      last_hash bytea not null default '\\x',
      created_at timestamptz(3) not null default now(),
      constraint account_pk primary key (employer_id, id),
      constraint account_currency unique (employer_id, id, currency),
      constraint account_owner unique nulls not distinct (employer_id, employee_id, currency, stipend_id),
      constraint account_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
      constraint account_currency_shape check (currency ~ '^[A-Z]{3}$'),
      constraint account_balanced check (commitment + available + held + consumed + expired + revoked + overage = 0),
      constraint account_available_limit check (available >= 0),
      constraint account_held_limit check (held >= 0),
      constraint account_signs check (commitment <= 0 and consumed >= 0 and expired >= 0 and revoked >= 0 and overage <= 0)
    );
    create index account_by_stipend on account (employer_id, stipend_id);

    -- AVAILABLE of one grant, with what the burn order needs. The grant's terms are the stipends module's.
    create table grant_account (
      employer_id uuid not null,
      grant_id uuid not null,
      account_id uuid not null,
      employee_id uuid not null,
      currency text not null,
      priority integer not null,
      effective_at timestamptz(3) not null,
      expires_at timestamptz(3),
      granted numeric(38,10) not null,
      available numeric(38,10) not null,
      created_at timestamptz(3) not null,
      constraint grant_account_pk primary key (employer_id, grant_id),
      constraint grant_account_account foreign key (employer_id, account_id, currency) references account (employer_id, id, currency),
      constraint grant_account_limit check (available >= 0),
      constraint grant_account_span check (expires_at is null or expires_at > effective_at)
    );
    create index grant_account_fundable on grant_account (employer_id, employee_id) where available > 0;
    create index grant_account_expiring on grant_account (employer_id, expires_at) where available > 0;

    create table posting (
      employer_id uuid not null,
      id uuid not null,
      account_id uuid not null,
      sequence bigint not null,
      kind text not null,
      key text not null,
      effective_at timestamptz(3) not null,
      booked_at timestamptz(3) not null,
      subject_id uuid,
      reverses_id uuid,
      hash bytea not null,
      constraint posting_pk primary key (employer_id, id),
      constraint posting_sequence unique (employer_id, account_id, sequence),
      constraint posting_key unique (employer_id, key),
      constraint posting_account foreign key (employer_id, account_id) references account (employer_id, id),
      constraint posting_reverses foreign key (employer_id, reverses_id) references posting (employer_id, id),
      constraint posting_kind_known check (kind in ('GRANTED', 'CONSUMED', 'EXPIRED', 'REVOKED', 'HELD', 'CAPTURED', 'RELEASED', 'CORRECTED'))
    );
    create index posting_booked on posting (employer_id, booked_at);
    create index posting_effective on posting (employer_id, effective_at);
    create index posting_by_subject on posting (employer_id, subject_id) where subject_id is not null;
    ${tenantTable('posting', { appendOnly: true })}

    create table entry (
      employer_id uuid not null,
      posting_id uuid not null,
      leg smallint not null,
      account_id uuid not null,
      side text not null,
      grant_id uuid,
      currency text not null,
      amount numeric(38,10) not null,
      constraint entry_pk primary key (employer_id, posting_id, leg),
      constraint entry_posting foreign key (employer_id, posting_id) references posting (employer_id, id),
      constraint entry_account foreign key (employer_id, account_id, currency) references account (employer_id, id, currency),
      constraint entry_amount_not_zero check (amount <> 0),
      constraint entry_side_known check (side in ('COMMITMENT', 'AVAILABLE', 'HELD', 'CONSUMED', 'EXPIRED', 'REVOKED', 'OVERAGE'))
    );
    create index entry_by_account on entry (employer_id, account_id);
    ${tenantTable('entry', { appendOnly: true })}
    ${tenantTable('account')}
    ${tenantTable('grant_account')}
    revoke delete on account, grant_account from stipends_app;

    create table period_lock (
      employer_id uuid not null,
      id uuid not null,
      during tstzrange not null,
      locked_at timestamptz not null default clock_timestamp(),
      constraint period_lock_pk primary key (employer_id, id),
      constraint period_lock_employer foreign key (employer_id) references employer (id),
      constraint period_lock_no_overlap exclude using gist (employer_id with =, during with &&)
    );
    ${tenantTable('period_lock', { appendOnly: true })}

    -- Money is neither made nor lost: the entries of a posting sum to zero in each currency, at COMMIT.
    create function entries_balance() returns trigger language plpgsql as $$
    begin
      if exists (
        select from entry e where e.employer_id = new.employer_id and e.posting_id = new.posting_id
        group by e.currency having sum(e.amount) <> 0
      ) then
        raise exception 'the entries of posting % do not sum to zero', new.posting_id using errcode = '23514';
      end if;
      return null;
    end $$;
    create constraint trigger entry_balances after insert on entry
      deferrable initially deferred for each row execute function entries_balance();

    -- A closed period takes no more postings.
    create function postings_in_open_periods() returns trigger language plpgsql as $$
    begin
      if exists (
        select from added a join period_lock l on l.employer_id = a.employer_id and l.during @> a.effective_at::timestamptz
      ) then
        raise exception 'the period is closed' using errcode = 'SP001';
      end if;
      return null;
    end $$;
    create trigger posting_open_period after insert on posting referencing new table as added
      for each statement execute function postings_in_open_periods();

    revoke execute on function entries_balance, postings_in_open_periods from public;
    grant execute on function entries_balance, postings_in_open_periods to stipends_app;
  `,
};
