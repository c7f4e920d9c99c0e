create table webhook_secrets (
  webhook_id uuid primary key,
  secret text not null,
  former text,
  former_until timestamptz(3)
);

create table webhook_places (
  webhook_id uuid primary key,
  xid xid8,
  event_id uuid not null,
  last_place bigint not null default 0,
  waiting integer not null default 0,
  failures integer not null default 0,
  failing_since timestamptz(3),
  paused_until timestamptz(3),
  last_at timestamptz(3),
  last_status integer
);

create table webhook_deliveries (
  id uuid primary key,
  webhook_id uuid not null,
  place bigint not null,
  message text not null,
  type text not null,
  object text,
  record_id uuid not null,
  body text not null,
  status text not null default 'waiting',
  head boolean not null,
  due_at timestamptz(3) not null,
  claimed boolean not null default false,
  attempts integer not null default 0,
  tries jsonb not null default '[]',
  created_at timestamptz(3) not null,
  ended_at timestamptz(3)
);

create table webhooks (
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
  address text,
  address_key text collate "und-x-icu",
  topics jsonb,
  role_id uuid,
  in_name_of_id uuid,
  active boolean,
  off_reason text,
  off_reason_key text collate "und-x-icu",
  secret_set_at timestamptz(3)
);

alter table webhook_deliveries add constraint webhook_deliveries_status check (status in ('waiting', 'done', 'dead'));

create index webhook_deliveries_due on webhook_deliveries (webhook_id, due_at) where status = 'waiting' and head;

create index webhook_deliveries_record on webhook_deliveries (webhook_id, record_id, place) where status = 'waiting';

create index webhook_deliveries_log on webhook_deliveries (webhook_id, status, id);

create index webhook_deliveries_ended on webhook_deliveries (ended_at) where status <> 'waiting';

create index webhooks_role_id on webhooks (role_id) where role_id is not null;

create index webhooks_in_name_of_id on webhooks (in_name_of_id) where in_name_of_id is not null;

create index webhooks_trash on webhooks (deleted_at, id) where deleted_at is not null;

create index webhooks_by_name on webhooks (name_key, id) where deleted_at is null;

create index webhooks_by_created_at on webhooks (created_at, id) where deleted_at is null;

alter table webhooks add constraint webhooks_role_id_fkey foreign key (role_id) references roles (id) deferrable initially immediate;

alter table webhooks add constraint webhooks_in_name_of_id_fkey foreign key (in_name_of_id) references users (id) deferrable initially immediate;
