create table field_conversions (
  field_id uuid not null,
  state text not null,
  type text not null,
  settings jsonb,
  number integer not null,
  xid xid8,
  event_id uuid not null,
  snapshot text,
  done_id uuid
);

create unique index field_conversions_state on field_conversions (field_id, state);
