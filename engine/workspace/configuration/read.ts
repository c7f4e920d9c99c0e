/** The configuration of a workspace as it stands, in the words of files. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { configuredFields, configurationOf, identityOf, keyOf } from "#model/configuration.ts";
import { columnText, type Json, type JsonObject } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { recordAsSeen } from "../../query/view-seen.ts";
import { readValues, type RecordValues } from "../../query/read.ts";
import { fileNames } from "./file-names.ts";
import { idsIn, Names, replaced } from "./names.ts";
import { configuredObjects, inOrder, sameJson, SETTINGS, unsaid, type Standing } from "./thing.ts";

/** Settings that say what a workspace is, not how it works. */
const OWN_SETTINGS: readonly string[] = ["sample", "sampleOperation", "sandboxOf"];

/** All that the actor may see whole. */
export async function readConfiguration(ctx: Context): Promise<Standing[]> {
  const names = new Names(ctx);
  const things: Standing[] = [settingsOf(ctx)];
  for (const object of configuredObjects(ctx)) things.push(...(await readObject(ctx, object, names)));
  return things;
}

function settingsOf(ctx: Context): Standing {
  const said = Object.entries(ctx.workspace.settings).filter(
    ([name, value]) => !OWN_SETTINGS.includes(name) && value !== null && value !== undefined,
  );
  return {
    object: SETTINGS,
    identity: SETTINGS,
    title: SETTINGS,
    id: ctx.workspace.id,
    values: Object.fromEntries(said) as JsonObject,
    file: "workspace.json",
    place: "",
  };
}

async function readObject(ctx: Context, object: CatalogueObject, names: Names): Promise<Standing[]> {
  const { only, within } = configurationOf(object.definition)!;
  const rows = await ctx.db.query(
    sql<{ id: string }>`select id from ${sql.id(object.table)} where deleted_at is null order by id`,
  );
  const ids = rows.map((row) => row.id);
  const found = [...(await readValues(ctx, object, ids)).values()]
    .filter((values) => only === undefined || sameJson(values[only.field], only.value))
    .filter((values) => sameJson(recordAsSeen(ctx, object, values), values))
    .filter((values) => within === undefined || ctx.catalogue.objects.has(columnText(values[within.by])));
  const fields = configuredFields(object);
  await learnNames(names, fields, found);
  const place = fileNames(object);
  const met = new Map<string, number>();
  const things: Standing[] = [];
  for (const values of found) {
    const said = await saidOf(ctx, object, fields, values, names);
    const key = keyOf(object, values);
    const same = identityOf(object, values);
    const before = met.get(same) ?? 0;
    met.set(same, before + 1);
    things.push({
      object: object.name,
      identity: before === 0 ? same : `${same}#${before + 1}`,
      title: key.join(" "),
      id: values.id,
      values: said,
      ...place(key, before),
    });
  }
  return things;
}

async function learnNames(names: Names, fields: readonly CatalogueField[], found: readonly RecordValues[]) {
  for (const field of fields) {
    const values = found.map((each) => each[field.name] ?? null);
    if (field.target) await names.learn(idsIn(values), field.target);
    else if (field.type.name === "json") await names.learn(idsIn(values));
  }
}

async function saidOf(
  ctx: Context,
  object: CatalogueObject,
  fields: readonly CatalogueField[],
  values: JsonObject,
  names: Names,
): Promise<JsonObject> {
  const said: [string, Json][] = [];
  for (const field of fields) {
    const value = values[field.name] ?? null;
    if (sameJson(value, unsaid(ctx.catalogue, object.name, field.name)) || sameJson(value, [])) continue;
    const named = field.target || field.type.name === "json";
    said.push([
      field.name,
      named ? inOrder(await replaced(value, (text) => names.nameOf(text, !field.target))) : value,
    ]);
  }
  return Object.fromEntries(said);
}
