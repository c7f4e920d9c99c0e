create table automation_feed (
  single boolean primary key default true,
  xid xid8,
  event_id uuid not null
);

create table automation_states (
  automation_id uuid primary key,
  asker jsonb not null,
  xid xid8,
  due_at timestamptz(3),
  position uuid,
  day text,
  runs_today integer not null default 0,
  failures integer not null default 0,
  held integer not null default 0,
  last_at timestamptz(3)
);

create table automation_matches (
  automation_id uuid not null,
  record_id uuid not null
);

create table automation_runs (
  id uuid primary key,
  automation_id uuid not null,
  object text not null,
  record_id uuid not null,
  event_id uuid,
  operation_id uuid,
  status text not null,
  problem jsonb,
  chain jsonb not null default '[]',
  at timestamptz(3) not null
);

create table automations (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  name text,
  name_key text collate "und-x-icu",
  object text,
  object_key text collate "und-x-icu",
  trigger jsonb,
  condition jsonb,
  steps jsonb,
  daily_limit bigint,
  active boolean,
  off_reason text,
  off_reason_key text collate "und-x-icu",
  in_name_of_id uuid,
  position bigint
);

alter table automation_feed add constraint automation_feed_single check (single);

alter table automation_matches add constraint automation_matches_pkey primary key (automation_id, record_id);

create index automation_matches_record on automation_matches (record_id);

alter table automation_runs add constraint automation_runs_status check (status in ('done', 'failed', 'held', 'stopped'));

create index automation_runs_log on automation_runs (automation_id, id);

create index automation_runs_held on automation_runs (automation_id, id) where status = 'held';

create index automation_runs_operation on automation_runs (operation_id);

create index automation_runs_record on automation_runs (record_id);

create unique index automation_runs_once on automation_runs (automation_id, event_id);

create index automations_in_name_of_id on automations (in_name_of_id) where in_name_of_id is not null;

create index automations_trash on automations (deleted_at, id) where deleted_at is not null;

create index automations_by_name on automations (name_key, id) where deleted_at is null;

create index automations_by_object on automations (object_key, id) where deleted_at is null;

create index automations_by_created_at on automations (created_at, id) where deleted_at is null;

alter table automations add constraint automations_in_name_of_id_fkey foreign key (in_name_of_id) references users (id) deferrable initially immediate;
