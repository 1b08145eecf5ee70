create table outbox_event (
  employer_id uuid not null,
  id uuid not null,
  type text not null,
  subject_id uuid not null,
  occurred_at timestamptz(3) not null,
  snapshot jsonb not null,
  status text not null default 'PENDING',
  recorded_at timestamptz(3) not null default now(),
  constraint outbox_event_pk primary key (employer_id, id),
  constraint outbox_event_status_known check (status in ('PENDING', 'PUBLISHED'))
);
create index outbox_event_pending on outbox_event (employer_id, recorded_at) where status = 'PENDING';
create index outbox_event_by_subject on outbox_event (employer_id, subject_id);
call make_tenant_table('outbox_event');
revoke delete on outbox_event from stipends_app;
