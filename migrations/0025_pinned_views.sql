alter table users add column pins jsonb;

create table view_pinned_for (
  from_id uuid not null,
  to_id uuid not null,
  position integer not null default 0
);

alter table view_pinned_for add constraint view_pinned_for_pkey primary key (from_id, to_id);

create index view_pinned_for_to on view_pinned_for (to_id, from_id);

alter table view_pinned_for add constraint view_pinned_for_from_fkey foreign key (from_id) references views (id) on delete cascade;

alter table view_pinned_for add constraint view_pinned_for_to_fkey foreign key (to_id) references roles (id) on delete cascade;
