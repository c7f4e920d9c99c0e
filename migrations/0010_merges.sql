create table merges (
  from_id uuid primary key,
  into_id uuid not null,
  object text not null,
  operation_id uuid not null,
  at timestamptz(3) not null
);
