create table business_rules (
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
  kind text collate "C",
  fields jsonb,
  condition jsonb,
  settings jsonb,
  message jsonb,
  active boolean,
  position bigint
);

create index business_rules_trash on business_rules (deleted_at, id) where deleted_at is not null;

create index business_rules_by_object on business_rules (object_key, id) where deleted_at is null;

create index business_rules_by_name on business_rules (name_key, id) where deleted_at is null;

create index business_rules_by_created_at on business_rules (created_at, id) where deleted_at is null;
