create table configurations (
  id uuid primary key,
  at timestamptz(3) not null,
  by_id uuid,
  source jsonb not null,
  operation_id uuid not null,
  plan jsonb not null,
  before jsonb not null
);
