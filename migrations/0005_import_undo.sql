alter table imports add column undo_from uuid;

alter table imports add column rejects_of uuid;
