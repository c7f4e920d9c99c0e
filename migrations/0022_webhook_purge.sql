create index webhook_deliveries_purge on webhook_deliveries (record_id);
