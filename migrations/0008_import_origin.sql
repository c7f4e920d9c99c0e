alter table imports add column mapped_by text not null default 'proposed';
