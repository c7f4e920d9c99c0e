create table views (
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
  definition jsonb,
  sharing text collate "C",
  position numeric,
  owner_id uuid,
  team_id uuid
);

create table view_default_for (
  from_id uuid not null,
  to_id uuid not null,
  position integer not null default 0
);

create index views_by_name on views (name_key, id) where deleted_at is null;

create index views_own_by_name on views (owner_id, name_key, id) where deleted_at is null;

create index views_team_by_name on views (team_id, name_key, id) where deleted_at is null;

create index views_by_object on views (object_key, id) where deleted_at is null;

create index views_by_sharing on views (sharing, id) where deleted_at is null;

create index views_by_created_at on views (created_at, id) where deleted_at is null;

alter table view_default_for add constraint view_default_for_pkey primary key (from_id, to_id);

create index view_default_for_to on view_default_for (to_id, from_id);

alter table views add constraint views_owner_id_fkey foreign key (owner_id) references users (id) deferrable initially immediate;

alter table views add constraint views_team_id_fkey foreign key (team_id) references teams (id) deferrable initially immediate;

alter table view_default_for add constraint view_default_for_from_fkey foreign key (from_id) references views (id) on delete cascade;

alter table view_default_for add constraint view_default_for_to_fkey foreign key (to_id) references roles (id) on delete cascade;
