/** What a company's rules give a new record where nothing was said; before the product's own rules, which build on it. */
import { isPath, type BusinessRule } from "#model/business-rule.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import type { Judged } from "#model/matches.ts";
import { rulesFor } from "#model/record-type.ts";
import { applies, isUnfilled } from "#model/rule-judging.ts";
import type { Context } from "../../context.ts";
import type { Change } from "../change.ts";
import { at, defaultOf } from "../parse.ts";
import { judgingOf, newRecord } from "./judging.ts";
import { withRelated } from "./related.ts";

/** In the order of the rules, so that one can build on another; they come before the defaults of definitions. */
export async function giveDefaults(
  ctx: Context,
  object: CatalogueObject,
  changes: readonly Change[],
  inputOf: (change: Change) => unknown,
): Promise<void> {
  for (const rule of rulesFor(object.definition, ctx.actor)) {
    if (rule.kind !== "default") continue;
    const field = object.fields.get(rule.fields[0]!)!;
    const open = changes.filter((change) => change.sound && isUnfilled(said(inputOf(change), field.name)));
    if (open.length > 0) await give(ctx, object, rule, field, open);
  }
}

const said = (input: unknown, name: string): Json =>
  isObject(input) ? ((input[name] as Json | undefined) ?? null) : null;

async function give(
  ctx: Context,
  object: CatalogueObject,
  rule: BusinessRule,
  field: CatalogueField,
  changes: readonly Change[],
): Promise<void> {
  const given = new Set<string>();
  const records = await withRelated(
    ctx,
    object,
    [rule],
    changes.map((change) => newRecord(ctx, change)),
  );
  changes.forEach((change, place) => {
    const record = records[place]!;
    if (given.has(change.id) || !applies(judgingOf(ctx), object, rule, record)) return;
    given.add(change.id);
    const value = valueOf(ctx, field, rule, record);
    if (isUnfilled(value)) return;
    const parsed = field.target ? { value } : field.type.parse(value, field.definition, ctx.workspace.settings);
    if ("issue" in parsed) change.issues.push(at(field.name, parsed.issue));
    else change.set(field.name, parsed.value);
  });
}

function valueOf(ctx: Context, field: CatalogueField, { settings }: BusinessRule, record: Judged): Json {
  const { value = null } = settings;
  if (isPath(value)) return alongPath(record, value.from.split("."));
  return defaultOf(ctx, field, value as Json);
}

/** A record that a path ends at is meant by its id. */
function alongPath(record: Judged, path: readonly string[]): Json {
  const value = path.reduce<Json>(
    (from, name) => (isObject(from) ? ((from as JsonObject)[name] ?? null) : null),
    record,
  );
  return isObject(value) && typeof value["id"] === "string" ? value["id"] : value;
}
