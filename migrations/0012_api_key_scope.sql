alter table api_keys add column scope jsonb;
