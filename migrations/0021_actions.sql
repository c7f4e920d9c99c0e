create table custom_actions (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  object text,
  object_key text collate "und-x-icu",
  name text,
  name_key text collate "und-x-icu",
  label jsonb,
  icon text,
  icon_key text collate "und-x-icu",
  places text[],
  inputs jsonb,
  condition jsonb,
  steps jsonb,
  active boolean,
  position bigint
);

create index custom_actions_trash on custom_actions (deleted_at, id) where deleted_at is not null;

create index custom_actions_by_object on custom_actions (object_key, id) where deleted_at is null;

create index custom_actions_by_name on custom_actions (name_key, id) where deleted_at is null;

create index custom_actions_by_created_at on custom_actions (created_at, id) where deleted_at is null;
