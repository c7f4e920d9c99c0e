create table page_layouts (
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
  for_role_id uuid,
  for_team_id uuid,
  groups jsonb,
  without jsonb,
  asked jsonb
);

create index page_layouts_for_role_id on page_layouts (for_role_id) where for_role_id is not null;

create index page_layouts_for_team_id on page_layouts (for_team_id) where for_team_id is not null;

create index page_layouts_trash on page_layouts (deleted_at, id) where deleted_at is not null;

create index page_layouts_by_object on page_layouts (object_key, id) where deleted_at is null;

create index page_layouts_by_name on page_layouts (name_key, id) where deleted_at is null;

create index page_layouts_by_created_at on page_layouts (created_at, id) where deleted_at is null;

alter table page_layouts add constraint page_layouts_for_role_id_fkey foreign key (for_role_id) references roles (id) deferrable initially immediate;

alter table page_layouts add constraint page_layouts_for_team_id_fkey foreign key (for_team_id) references teams (id) deferrable initially immediate;
