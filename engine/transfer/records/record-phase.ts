/** Passes staged records through the door: new ones made, standing ones changed where the file says otherwise. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { columnText, isObject, type Json, type JsonObject } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { readValues, type RecordValues } from "../../query/read.ts";
import type { Outcome } from "../../records/door.ts";
import { createRecords, restoreRecords, updateRecords } from "../../records/records.ts";
import { sameValue } from "../../records/same-value.ts";
import { importsOf, noCounts, shownCell, type ChunkResult, type OptOut, type Phase, type Work } from "../preset.ts";
import { findByField } from "./find-standing.ts";
import { relate, type Draft, type Related } from "./relate.ts";

const AT_ONCE = 1000;

export function recordPhase(work: Work): Phase {
  const met = new Set<string>();
  return {
    name: "records",
    async total(ctx) {
      const [row] = await ctx.db.query(
        sql<{ last: string | null }>`select max(n)::text as last from ${sql.id(work.staging)}`,
      );
      return Number(row?.last ?? 0);
    },
    chunk: (ctx, position, dry) => chunk(work, ctx, position, dry, met),
  };
}

async function chunk(
  work: Work,
  ctx: Context,
  position: number,
  dry: boolean,
  names: Set<string>,
): Promise<ChunkResult> {
  const object = ctx.catalogue.object(work.mapping.object);
  const { drafts, last, earlier } = await readDrafts(work, ctx, position);
  const related: Related = { created: {}, met: names };
  await relate(work, ctx, object, drafts, dry, related);
  await findStanding(work, ctx, object, drafts, earlier, dry);
  const counts = noCounts();
  const result: ChunkResult = { position: last, rows: 0, counts: { [object.name]: counts }, rejects: [] };
  const sound = (): Draft[] => drafts.filter((draft) => draft.issues.length === 0);
  const met = dry && work.mapping.repeats === "merge" ? earlier : new Set<string>();
  const repeats = sound().filter((draft) => draft.id === null && draft.key !== null && met.has(draft.key));
  const restored = sound().filter((draft) => draft.id === null && draft.trashed !== null);
  if (!dry) await restore(ctx, object, restored);
  const fresh = sound().filter((draft) => draft.id === null && draft.trashed === null && !repeats.includes(draft));
  const patches = await changed(
    ctx,
    object,
    sound().filter((draft) => draft.id !== null),
  );
  if (!dry) await write(ctx, object, fresh, patches, readFields(work));
  for (const draft of drafts)
    if (draft.issues.length > 0) for (const row of draft.rows) result.rejects.push({ row, issues: draft.issues });
  counts.create = fresh.filter((draft) => draft.issues.length === 0).length;
  const patched = patches.filter(({ draft }) => draft.issues.length === 0 && !restored.includes(draft));
  counts.update = patched.length + repeats.length + restored.filter((draft) => draft.issues.length === 0).length;
  counts.unchanged = sound().length - counts.create - counts.update;
  result.rows = sound().reduce((sum, draft) => sum + draft.rows.length, 0);
  for (const [name, count] of Object.entries(related.created))
    if (count > 0) (result.counts[name] ??= noCounts()).create += count;
  if (!dry) await importsOf(ctx.catalogue).suppress?.(ctx, optOuts(work, sound()));
  return result;
}

interface StagedRow {
  n: string;
  key: string | null;
  data: string;
  opt_outs: string | null;
  trashed: string | null;
  first: string;
}

/** Rows with one key are one record; what a later row says is added to it. */
async function readDrafts(
  work: Work,
  ctx: Context,
  position: number,
): Promise<{ drafts: Draft[]; last: number; earlier: Set<string> }> {
  const { repeats } = work.mapping;
  const rows = await ctx.db.query(sql<StagedRow>`
    select t.n, t.key, t.data::text as data, t.opt_outs::text as opt_outs, t.trashed,
      case when t.key is null then t.n else (select e.n from ${sql.id(work.staging)} as e where e.key = t.key order by e.n limit 1) end as first
    from ${sql.id(work.staging)} as t where t.n > ${position} order by t.n limit ${AT_ONCE}`);
  const byKey = new Map<string, Draft>();
  const drafts: Draft[] = [];
  for (const row of rows) {
    const data = JSON.parse(row.data) as JsonObject;
    const optOuts = row.opt_outs === null ? [] : (JSON.parse(row.opt_outs) as string[]);
    const same = row.key === null || repeats !== "merge" ? undefined : byKey.get(row.key);
    if (same) {
      same.rows.push(Number(row.n));
      Object.assign(same.data, data);
      same.optOuts.push(...optOuts);
      continue;
    }
    const { key, trashed } = row;
    const draft: Draft = {
      rows: [Number(row.n)],
      key,
      data,
      optOuts,
      issues: [],
      id: null,
      trashed,
      first: Number(row.first),
    };
    if (row.key !== null) byKey.set(row.key, draft);
    drafts.push(draft);
  }
  return {
    drafts,
    last: Number(rows.at(-1)?.n ?? position + AT_ONCE),
    earlier: new Set(rows.filter((row) => Number(row.first) <= position).map((row) => row.key!)),
  };
}

/** Is there a row before this one with its key? */
const isRepeat = (draft: Draft): boolean => draft.first < draft.rows[0]!;

/** Finds the records that stand, and refuses what the mode does not allow. In a check, what an earlier row makes counts as standing. */
async function findStanding(
  work: Work,
  ctx: Context,
  object: CatalogueObject,
  drafts: readonly Draft[],
  earlier: ReadonlySet<string>,
  dry: boolean,
): Promise<void> {
  const { key: keyField, mode, repeats, trashed } = work.mapping;
  if (keyField === null) return;
  const column =
    work.mapping.columns.find(({ target }) => target?.object === object.name && target.field === keyField)?.index ??
    null;
  const found = await findByField(
    ctx,
    object,
    keyField,
    drafts.flatMap((draft) => (draft.key === null ? [] : [draft.key])),
    { exceptOperation: repeats === "keep" ? ctx.operationId : undefined },
  );
  for (const draft of drafts) {
    const again = isRepeat(draft);
    if (again && repeats === "skip") {
      draft.issues.push({
        column,
        message: `has the key of row ${draft.first}, and only the first is taken`,
        code: "transfer.repeated",
        params: { row: draft.first },
        value: shownCell(draft.key!),
      });
      continue;
    }
    // The first row of the key has what stands; those after it are records of their own.
    const ids = draft.key === null || (again && repeats === "keep") ? [] : (found.get(draft.key) ?? []);
    const value = draft.key === null ? "" : shownCell(draft.key);
    const repeated = dry && repeats === "merge" && draft.key !== null && earlier.has(draft.key);
    const rests = ids.length === 0 && draft.trashed !== null && !again && mode !== "create";
    if (ids.length > 1)
      draft.issues.push({
        column,
        message: `${ids.length} records have this key`,
        code: "transfer.several",
        params: { count: ids.length },
        value,
      });
    else if (rests && trashed === "skip")
      draft.issues.push({
        column,
        message: "a record in the trash has this key",
        code: "transfer.inTrash",
        value,
      });
    else if (mode === "update" && ids.length === 0 && !repeated && !(rests && trashed === "restore"))
      draft.issues.push({
        column,
        message: "there is no record with this key, and new ones are not made",
        code: "transfer.notFound",
        value,
      });
    else if (mode === "create" && ids.length === 1)
      draft.issues.push({
        column,
        message: "there is a record with this key already, and existing ones are not changed",
        code: "transfer.exists",
        value,
      });
    draft.id = ids[0] ?? null;
    if (!rests || trashed !== "restore") draft.trashed = null;
  }
}

interface PatchOf {
  draft: Draft;
  patch: JsonObject;
}

/** Only what differs. Lists grow and never shrink, parts of an address or a name are put together. */
async function changed(ctx: Context, object: CatalogueObject, drafts: readonly Draft[]): Promise<PatchOf[]> {
  const standing = await readValues(
    ctx,
    object,
    drafts.map((draft) => draft.id!),
  );
  return drafts.flatMap((draft) => {
    const before = standing.get(draft.id!);
    const patch = before ? differences(object, before, draft.data) : {};
    return Object.keys(patch).length === 0 ? [] : [{ draft, patch }];
  });
}

function differences(object: CatalogueObject, before: RecordValues, data: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const [name, value] of Object.entries(data)) {
    const field = object.fields.get(name)!;
    const now = before[name] ?? null;
    const next = joined(field, now, value);
    if (!sameValue(field, now, next)) patch[name] = next;
  }
  return patch;
}

function joined(field: CatalogueField, before: Json, value: Json): Json {
  if (Array.isArray(before) && Array.isArray(value)) {
    const known = new Set(before.map(identity));
    return [...before, ...value.filter((each) => !known.has(identity(each)))];
  }
  const parts = field.type.name === "address" || field.type.name === "personName";
  return parts && isObject(before) && isObject(value) ? { ...before, ...value } : value;
}

const identity = (value: Json): string =>
  isObject(value) && typeof value["value"] === "string" ? value["value"].toLowerCase() : columnText(value);

async function write(
  ctx: Context,
  object: CatalogueObject,
  fresh: readonly Draft[],
  patches: readonly PatchOf[],
  known: ReadonlySet<string>,
): Promise<void> {
  const made = await createRecords(
    ctx,
    object.name,
    fresh.map((draft) => draft.data),
    { mode: "collect", known },
  );
  const updated = await updateRecords(
    ctx,
    object.name,
    patches.map(({ draft, patch }) => ({ id: draft.id!, patch })),
    { mode: "collect" },
  );
  fresh.forEach((draft, index) => {
    note(draft, made[index]!);
    draft.id = made[index]!.id;
  });
  patches.forEach(({ draft }, index) => note(draft, updated[index]!));
}

/** Fields that are filled from cells alone, which were read by their types; what the mapping says for all rows was not. */
function readFields({ mapping }: Work): ReadonlySet<string> {
  const given = new Set(mapping.constants.map(({ target }) => target.field));
  return new Set(mapping.columns.flatMap(({ target }) => (target && !given.has(target.field) ? [target.field] : [])));
}

/** Takes what has the keys out of the trash; then it stands, and is completed like any other. */
async function restore(ctx: Context, object: CatalogueObject, drafts: readonly Draft[]): Promise<void> {
  const outcomes = await restoreRecords(
    ctx,
    object.name,
    drafts.map((draft) => draft.trashed!),
    { mode: "collect" },
  );
  drafts.forEach((draft, index) => {
    note(draft, outcomes[index]!);
    if (draft.issues.length === 0) draft.id = draft.trashed;
  });
}

/** What the door refuses is told by the field that it names. */
function note(draft: Draft, outcome: Outcome): void {
  if (outcome.done) return;
  const issues =
    outcome.problem.issues.length > 0 ? outcome.problem.issues : [{ path: "", message: outcome.problem.message }];
  draft.issues.push(
    ...issues.map(({ path, ...issue }) => ({
      ...issue,
      message: path ? `${path}: ${issue.message}` : issue.message,
      column: null,
    })),
  );
}

function optOuts(work: Work, drafts: readonly Draft[]): OptOut[] {
  return drafts.flatMap((draft) =>
    draft.optOuts.flatMap((channel) =>
      draft.id === null
        ? []
        : [{ object: work.mapping.object, id: draft.id, channel, proof: `${work.fileName}, ${draft.rows[0]}` }],
    ),
  );
}
