alter table events add column version integer;
