/** Tables that every workspace has beside its objects: keys, events, timeline, jobs, imports, settings of people. */
import type { Schema } from "./desired.ts";

const at = "timestamptz(3)";

export const MACHINE_TABLES: Schema = {
  record_keys: {
    columns: { object: 'text collate "C" not null', kind: 'text collate "C" not null', key: 'text collate "C" not null', record_id: "uuid not null", field: "text not null" },
    indexes: { record_keys_find: "on record_keys (object, key, record_id)", record_keys_record: "on record_keys (record_id)" },
    constraints: {},
  },
  events: {
    columns: {
      id: "uuid not null", at: `${at} not null`, xid: "xid8 not null default pg_current_xact_id()",
      object: "text not null", record_id: "uuid not null", type: "text not null",
      by_id: "uuid", by_kind: "text not null", via: "text not null", operation_id: "uuid not null",
      before: "jsonb", after: "jsonb",
    },
    indexes: { events_record: "on events (record_id, id)", events_operation: "on events (operation_id, id)", events_feed: "on events (xid, id)" },
    constraints: { events_pkey: "primary key (id)" },
    partition: "partition by range (id)",
  },
  timeline: {
    columns: { subject_id: "uuid not null", record_id: "uuid not null", object: "text not null", occurred_at: `${at} not null`, event_id: "uuid not null" },
    indexes: { timeline_read: "on timeline (subject_id, occurred_at desc, record_id desc)", timeline_record: "on timeline (record_id)" },
    constraints: { timeline_pkey: "primary key (subject_id, record_id)" },
  },
  job_runs: {
    columns: {
      id: "uuid primary key", name: "text not null", input: "jsonb not null", status: "text not null default 'queued'",
      progress_done: "bigint not null default 0", progress_total: "bigint", note: "jsonb", result: "jsonb", error: "text",
      attempts: "integer not null default 0", max_attempts: "integer not null default 5", cancel_asked: "boolean not null default false", worker_id: "bigint",
      created_by: "uuid", via: "text not null", operation_id: "uuid not null", created_at: `${at} not null default now()`, started_at: at, finished_at: at,
    },
    indexes: { job_runs_recent: "on job_runs (created_at desc, id desc)", job_runs_open: "on job_runs (status) where status in ('queued', 'running')" },
    constraints: { job_runs_status: "check (status in ('queued', 'running', 'done', 'failed', 'cancelled'))" },
  },
  imports: {
    columns: {
      id: "uuid primary key", status: "text not null", file_name: "text not null", file_hash: "text not null", file_size: "bigint not null",
      detected: "jsonb not null", columns: "jsonb not null", row_count: "bigint", mapping: "jsonb", questions: "jsonb not null default '[]'",
      counts: "jsonb", issues_sample: "jsonb not null default '[]'", phase: "text", position: "bigint not null default 0", total: "bigint",
      job_id: "uuid", operation_id: "uuid not null", error: "text", created_by: "uuid", created_at: `${at} not null default now()`, updated_at: `${at} not null default now()`, finished_at: at,
    },
    indexes: { imports_recent: "on imports (created_at desc, id desc)" },
    constraints: {},
  },
  import_mappings: {
    columns: { fingerprint: "text primary key", mapping: "jsonb not null", used_at: `${at} not null default now()` },
    indexes: {}, constraints: {},
  },
  import_rejects: {
    columns: { import_id: "uuid not null", row_number: "bigint not null", cells: "jsonb not null", issues: "jsonb not null" },
    indexes: {},
    constraints: { import_rejects_pkey: "primary key (import_id, row_number)", import_rejects_fkey: "foreign key (import_id) references imports (id) on delete cascade" },
  },
};
