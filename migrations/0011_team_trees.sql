alter table teams add column parent_id uuid;

create index teams_parent_id on teams (parent_id) where parent_id is not null;

alter table teams add constraint teams_parent_id_fkey foreign key (parent_id) references teams (id) deferrable initially immediate;

update roles set rights = jsonb_set(rights, '{capabilities}', (rights->'capabilities') - 'jobs'), version = version + 1
where key in ('sales', 'service', 'marketing') and rights->'capabilities' ? 'jobs';
