create table custom_schema (
  single boolean primary key default true,
  shape jsonb not null default '{}',
  last_number integer not null default 0
);

create table custom_objects (
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
  label jsonb,
  icon text,
  icon_key text collate "und-x-icu",
  ownership text,
  ownership_key text collate "und-x-icu",
  position bigint
);

create table custom_fields (
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
  type text,
  type_key text collate "und-x-icu",
  label jsonb,
  help jsonb,
  settings jsonb,
  position bigint,
  number bigint
);

alter table custom_schema add constraint custom_schema_single check (single);

create index custom_objects_trash on custom_objects (deleted_at, id) where deleted_at is not null;

create index custom_objects_by_name on custom_objects (name_key, id) where deleted_at is null;

create index custom_objects_by_created_at on custom_objects (created_at, id) where deleted_at is null;

create index custom_fields_trash on custom_fields (deleted_at, id) where deleted_at is not null;

create index custom_fields_by_object on custom_fields (object_key, id) where deleted_at is null;

create index custom_fields_by_name on custom_fields (name_key, id) where deleted_at is null;

create index custom_fields_by_number on custom_fields (number, id) where deleted_at is null;

create index custom_fields_by_created_at on custom_fields (created_at, id) where deleted_at is null;

insert into custom_schema (single) values (true);
