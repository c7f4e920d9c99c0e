/** Each row is one record of an object: made, completed or changed, found again by a key. */
import { sql } from "#model/sql.ts";
import type { Issue } from "#model/errors.ts";
import type { Catalogue, CatalogueObject } from "#model/catalogue.ts";
import type { JsonObject } from "#model/json.ts";
import { fieldTypes } from "#fields/index.ts";
import type { Context } from "../../context.ts";
import { CellReader } from "../read-cells.ts";
import type { Mapping } from "../mapping.ts";
import type { CellIssue, Preset, PreviewRecord, StagedRow, Work } from "../preset.ts";
import { keyOf, markTrashed } from "./find-standing.ts";
import { recordPhase } from "./record-phase.ts";

const STAGING = { key: 'text collate "C"', data: "json not null", opt_outs: "json", trashed: "uuid" };
const SHOWN = 20;

function faults(mapping: Mapping, catalogue: Catalogue): Issue[] {
  const object = catalogue.objects.get(mapping.object);
  if (!object) return [{ path: "mapping.object", message: `there is no object "${mapping.object}"` }];
  const filled = mapping.columns.filter(({ target }) => target?.object === object.name);
  if (filled.length === 0)
    return [
      {
        path: "mapping.columns",
        message: "no column fills a field",
        code: "transfer.needsColumn",
        params: { field: object.name },
      },
    ];
  const issues = filled.flatMap(({ target }): Issue[] =>
    object.fields.get(target!.field)
      ? []
      : [{ path: "mapping.columns", message: `${object.name} has no field ${target!.field}` }],
  );
  if (mapping.mode === "update" && mapping.key === null)
    issues.push({
      path: "mapping.key",
      message: "say by which field records are found again",
      code: "transfer.needsKey",
    });
  if (mapping.key !== null && mapping.key !== "id" && !filled.some(({ target }) => target!.field === mapping.key)) {
    issues.push({
      path: "mapping.key",
      message: `no column fills the key ${mapping.key}`,
      code: "transfer.needsColumn",
      params: { field: mapping.key },
    });
  }
  return issues;
}

function reader(work: Work): (cells: readonly string[]) => StagedRow {
  const object = work.ctx.catalogue.object(work.mapping.object);
  const cellReader = new CellReader(object, work.mapping, work.settings);
  return (cells) => {
    const issues: CellIssue[] = [];
    const data = cellReader.read(cells, issues);
    if (issues.length === 0 && Object.keys(data).length === 0)
      issues.push({ column: null, message: "holds nothing that could be imported", code: "transfer.noRow" });
    if (issues.length > 0) return { issues, group: null };
    return { values: [keyOf(object, work.mapping.key, data), JSON.stringify(data), optOuts(work, cells), null] };
  };
}

/** Channels that the row forbids. What is neither yes nor no is taken as yes: silence is the safe side. */
function optOuts(work: Work, cells: readonly string[]): string | null {
  const channels = work.mapping.suppressions
    .filter(({ index }) => forbids(cells[index] ?? ""))
    .map(({ channel }) => channel);
  return channels.length === 0 ? null : JSON.stringify([...new Set(channels)]);
}

const ALLOWED = new Set(["allow", "allowed", "send", "opted in", "opt in", "subscribed", "0", "-"]);

function forbids(cell: string): boolean {
  const text = cell.trim();
  if (text === "" || ALLOWED.has(text.toLowerCase())) return false;
  const parsed = fieldTypes["boolean"]!.parse(
    text,
    { type: "boolean" },
    { country: "PK", baseCurrency: "PKR", timeZone: "UTC" },
  );
  return "issue" in parsed || parsed.value !== false;
}

function preview(work: Work, rows: readonly string[][]): PreviewRecord[] {
  const cellReader = new CellReader(work.ctx.catalogue.object(work.mapping.object), work.mapping, work.settings);
  return rows.slice(0, SHOWN).map((cells) => ({
    object: work.mapping.object,
    values: named(work.ctx.catalogue.object(work.mapping.object), cellReader.read(cells, [])),
  }));
}

/** A relation that is only a name yet shows as what it will be called. */
function named(object: CatalogueObject, values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      object.fields.get(name)?.target !== undefined && typeof value === "string" ? { id: "", title: value } : value,
    ]),
  );
}

const SAMPLES = 5;

/** How many rows share a key with an earlier one, which are the first of them, and how many meet the trash. */
async function measures(work: Work, ctx: Context): Promise<{ measures: Record<string, number>; notes: JsonObject[] }> {
  const [row] = await ctx.db.query(sql<{ repeated: number; opted: number; trashed: number }>`
    select (count(key) - count(distinct key))::int as repeated, count(opt_outs)::int as opted, count(trashed)::int as trashed from ${sql.id(work.staging)}`);
  const { repeated = 0, opted = 0, trashed = 0 } = row ?? {};
  const pairs =
    repeated === 0
      ? []
      : await ctx.db.query(sql<{ n: string; first: string }>`
          select n::text, first::text from (select n, min(n) over (partition by key) as first from ${sql.id(work.staging)} where key is not null) as r where n <> first order by n limit ${SAMPLES}`);
  const notes: JsonObject[] = [];
  if (repeated > 0)
    notes.push({
      code: `transfer.note.repeated.${work.mapping.repeats}`,
      count: repeated,
      sample: pairs.map(({ n, first }) => `${n} → ${first}`).join(", "),
      message: "Rows with a key that stood in the file before",
    });
  if (trashed > 0)
    notes.push({
      code: `transfer.note.trashed.${work.mapping.trashed}`,
      count: trashed,
      message: "Rows with a key that a record in the trash has",
    });
  return { measures: opted > 0 ? { suppressions: opted } : {}, notes };
}

export const recordsPreset: Preset = {
  name: "records",
  objects: (mapping) => [mapping.object],
  faults,
  staging: () => STAGING,
  reader,
  async arrange(work, ctx) {
    const { key, object } = work.mapping;
    if (key === null) return [];
    await ctx.db.query(sql`create index on ${sql.id(work.staging)} (key, n)`);
    await markTrashed(ctx, ctx.catalogue.object(object), key, work.staging);
    return [];
  },
  measures,
  phases: (work) => [recordPhase(work)],
  tables: () => [],
  preview,
};
