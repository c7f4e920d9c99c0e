create table record_types (
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
  color text,
  color_key text collate "und-x-icu",
  is_default boolean,
  choices jsonb,
  position bigint
);

create table record_type_roles (
  from_id uuid not null,
  to_id uuid not null,
  position integer not null default 0
);

alter table page_layouts add column for_type text;

alter table page_layouts add column for_type_key text collate "und-x-icu";

create index record_types_trash on record_types (deleted_at, id) where deleted_at is not null;

create index record_types_by_object on record_types (object_key, id) where deleted_at is null;

create index record_types_by_name on record_types (name_key, id) where deleted_at is null;

create index record_types_by_created_at on record_types (created_at, id) where deleted_at is null;

alter table record_type_roles add constraint record_type_roles_pkey primary key (from_id, to_id);

create index record_type_roles_to on record_type_roles (to_id, from_id);

alter table record_type_roles add constraint record_type_roles_from_fkey foreign key (from_id) references record_types (id) on delete cascade;

alter table record_type_roles add constraint record_type_roles_to_fkey foreign key (to_id) references roles (id) on delete cascade;
