alter table custom_schema add column spares jsonb not null default '{}';
