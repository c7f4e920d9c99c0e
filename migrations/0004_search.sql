create table search_words (
  word text collate "C" not null
);

alter table customers add column search tsvector;

alter table companies add column search tsvector;

alter table contacts add column search tsvector;

alter table activities add column search tsvector;

alter table orders add column search tsvector;

alter table products add column search tsvector;

alter table suppressions add column search tsvector;

alter table users add column search tsvector;

alter table teams add column search tsvector;

alter table roles add column search tsvector;

alter table tags add column search tsvector;

alter table files add column search tsvector;

alter table api_keys add column search tsvector;

alter table invitations add column search tsvector;

create index search_words_word on search_words (word);

create index search_words_alike on search_words using gin (word gin_trgm_ops);

create index customers_search on customers using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index companies_search on companies using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index contacts_search on contacts using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index activities_search on activities using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index orders_search on orders using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index products_search on products using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index suppressions_search on suppressions using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index users_search on users using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index teams_search on teams using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index roles_search on roles using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index tags_search on tags using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index files_search on files using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index api_keys_search on api_keys using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

create index invitations_search on invitations using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null;

-- Records get their lexemes, and the lexicon its words, by a job in chunks; until then search misses the older ones.
delete from record_keys where kind in ('word', 'name');

insert into job_runs (id, name, input, via, operation_id, created_at)
select gen_random_uuid(), 'search.rebuild', '{"data": {}}', 'system', gen_random_uuid(), now() - interval '1 minute'
where exists (select 1 from roles);
