create table operations (
  id uuid primary key,
  at timestamptz(3) not null,
  by_id uuid,
  by_kind text not null,
  via text not null,
  undoes uuid
);

create table bulk_runs (
  id uuid primary key,
  object text not null,
  deed jsonb not null,
  selection jsonb not null,
  asker jsonb not null,
  until uuid not null,
  position uuid,
  total bigint not null,
  exact boolean not null,
  done bigint not null default 0,
  refused bigint not null default 0,
  unchanged bigint not null default 0,
  problems jsonb not null default '[]',
  operation_id uuid not null,
  job_id uuid,
  created_by uuid,
  created_at timestamptz(3) not null default now()
);

create table undo_runs (
  id uuid primary key,
  operation_id uuid not null,
  asker jsonb not null,
  position uuid,
  total bigint not null,
  seen bigint not null default 0,
  undone bigint not null default 0,
  unchanged bigint not null default 0,
  conflict_count bigint not null default 0,
  conflicts jsonb not null default '[]',
  job_id uuid,
  created_by uuid,
  created_at timestamptz(3) not null default now()
);

create index operations_by on operations (by_id, id);

create index operations_undoes on operations (undoes) where undoes is not null;

create index bulk_runs_by on bulk_runs (created_by, id);

create index undo_runs_of on undo_runs (operation_id, id);

create index customers_trash on customers (deleted_at, id) where deleted_at is not null;

create index companies_trash on companies (deleted_at, id) where deleted_at is not null;

create index contacts_trash on contacts (deleted_at, id) where deleted_at is not null;

create index activities_trash on activities (deleted_at, id) where deleted_at is not null;

create index orders_trash on orders (deleted_at, id) where deleted_at is not null;

create index products_trash on products (deleted_at, id) where deleted_at is not null;

create index currency_rates_trash on currency_rates (deleted_at, id) where deleted_at is not null;

create index suppressions_trash on suppressions (deleted_at, id) where deleted_at is not null;

create index users_trash on users (deleted_at, id) where deleted_at is not null;

create index teams_trash on teams (deleted_at, id) where deleted_at is not null;

create index roles_trash on roles (deleted_at, id) where deleted_at is not null;

create index tags_trash on tags (deleted_at, id) where deleted_at is not null;

create index files_trash on files (deleted_at, id) where deleted_at is not null;

create index api_keys_trash on api_keys (deleted_at, id) where deleted_at is not null;

create index invitations_trash on invitations (deleted_at, id) where deleted_at is not null;

create index views_trash on views (deleted_at, id) where deleted_at is not null;

insert into operations (id, at, by_id, by_kind, via)
select distinct on (operation_id) operation_id, at, by_id, by_kind, via from events
where type in ('created', 'updated', 'deleted', 'restored') order by operation_id, by_kind = 'system', id;
