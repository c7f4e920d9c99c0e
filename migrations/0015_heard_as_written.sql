-- Names are heard as they are written too: records get the lexemes of that by a job in chunks; until then search misses them in the older ones.
insert into job_runs (id, name, input, via, operation_id, created_at)
select gen_random_uuid(), 'search.rebuild', '{"data": {"all": true}}', 'system', gen_random_uuid(), now() - interval '1 minute'
where exists (select 1 from roles);
