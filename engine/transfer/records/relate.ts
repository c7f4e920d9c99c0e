/** Turns the names that rows give in relations into records: those that stand, and new ones where a name is enough. */
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { objectRights } from "../../access/rights.ts";
import type { Context } from "../../context.ts";
import { createRecords } from "../../records/records.ts";
import { plainName } from "../column-names.ts";
import { shownCell, type CellIssue, type Work } from "../preset.ts";
import { findByNames } from "./find-standing.ts";

/** A row on its way to a record. */
export interface Draft {
  rows: number[];
  key: string | null;
  data: JsonObject;
  optOuts: string[];
  issues: CellIssue[];
  id: string | null;
  /** The record in the trash that has its key. */
  trashed: string | null;
  /** The first row of the file that has its key. */
  first: number;
}

/** New related records by object; names that a check has met already are not counted twice. */
export interface Related {
  created: Record<string, number>;
  met: Set<string>;
}

const namesIn = (value: Json | undefined): string[] => {
  if (typeof value !== "string") return [];
  return [value];
};
const listIn = (value: Json | undefined): string[] =>
  typeof value === "string"
    ? value
        .split(/[;,\n،؛|]/)
        .map((part) => part.trim())
        .filter(Boolean)
    : [];

/** Puts ids in the place of names; what is not found is told at its column. */
export async function relate(
  work: Work,
  ctx: Context,
  object: CatalogueObject,
  drafts: readonly Draft[],
  dry: boolean,
  related: Related,
): Promise<void> {
  for (const field of object.fields.values()) {
    if (field.target === undefined || !drafts.some((draft) => draft.data[field.name] !== undefined)) continue;
    await relateField(work, ctx, field, drafts, dry, related);
  }
}

async function relateField(
  work: Work,
  ctx: Context,
  field: CatalogueField,
  drafts: readonly Draft[],
  dry: boolean,
  related: Related,
): Promise<void> {
  const target = ctx.catalogue.object(field.target!);
  const many = field.type.storage === "links";
  const split = many ? listIn : namesIn;
  const column =
    work.mapping.columns.find((each) => each.target?.object === work.mapping.object && each.target.field === field.name)
      ?.index ?? null;
  const names = [...new Set(drafts.flatMap((draft) => split(draft.data[field.name])))];
  const found = await findByNames(ctx, target, names);
  const missing = names.filter((name) => !found.has(name));
  const made = mayMake(work, ctx, target, column)
    ? await make(ctx, target, missing, dry, related)
    : new Map<string, string | null>();
  for (const draft of drafts) {
    const written = split(draft.data[field.name]);
    if (written.length === 0) continue;
    const ids = written.flatMap((name) => {
      const ids = found.get(name);
      if (ids && ids.length > 1)
        draft.issues.push({
          column,
          message: `${ids.length} records are called "${name}"`,
          code: "transfer.severalRelated",
          params: { count: ids.length, key: shownCell(name) },
          value: shownCell(name),
        });
      if (ids) return ids.slice(0, 1);
      if (made.has(name)) return made.get(name) ?? [];
      draft.issues.push({
        column,
        message: `there is no ${target.name} "${name}"`,
        code: "transfer.noRelated",
        params: { object: target.name, key: shownCell(name) },
        value: shownCell(name),
      });
      return [];
    });
    if (many) draft.data[field.name] = ids;
    else if (ids[0] === undefined) delete draft.data[field.name];
    else draft.data[field.name] = ids[0];
  }
}

/** A name is enough for a company or a tag; an id of another system is no name, and people with access are invited, not imported. */
function mayMake(work: Work, ctx: Context, target: CatalogueObject, column: number | null): boolean {
  const { definition } = target;
  if (work.mapping.mode === "update" || definition.written === "own" || definition.childOf || target.name === "user")
    return false;
  const title = target.fields.get(definition.title[0]!)!;
  const nameable =
    title.type.name === "personName" ||
    (title.type.name === "text" && (title.definition.unique !== true || definition.internal === true));
  const required = [...target.fields.values()].some(
    (field) =>
      field.definition.required &&
      field.definition.default === undefined &&
      field.name !== title.name &&
      field.source === "own",
  );
  const isId = column !== null && / ?id$/.test(plainName(work.columns[column]?.name ?? ""));
  return nameable && title.definition.readOnly !== true && !required && !isId && objectRights(ctx.actor, target).create;
}

async function make(
  ctx: Context,
  target: CatalogueObject,
  names: readonly string[],
  dry: boolean,
  related: Related,
): Promise<Map<string, string | null>> {
  const title = target.definition.title[0]!;
  const byForm = Map.groupBy(names, (name) => name.toLowerCase().replace(/\s+/g, " "));
  const fresh = [...byForm].filter(([form]) => !dry || !related.met.has(`${target.name}/${form}`));
  related.created[target.name] = (related.created[target.name] ?? 0) + fresh.length;
  const made = new Map<string, string | null>();
  if (dry) {
    for (const [form] of fresh) related.met.add(`${target.name}/${form}`);
    for (const name of names) made.set(name, null);
    return made;
  }
  const outcomes = await createRecords(
    ctx,
    target.name,
    fresh.map(([, written]) => ({ [title]: written[0]! })),
    { mode: "collect" },
  );
  fresh.forEach(([, written], index) => {
    const outcome = outcomes[index]!;
    if (outcome.done) for (const name of written) made.set(name, outcome.id);
    else related.created[target.name]! -= 1;
  });
  return made;
}
