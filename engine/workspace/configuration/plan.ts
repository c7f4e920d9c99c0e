/** What would have to change for a workspace to be as files say: made, changed field by field, brought back, retired. */
import { sql } from "#model/sql.ts";
import { configuredFields, configurationOf, identityOf } from "#model/configuration.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { NAMING } from "#model/plan-title.ts";
import { roleCalled } from "#model/product-roles.ts";
import type { Context } from "../../context.ts";
import { readValues } from "../../query/read.ts";
import { lossOf } from "./loss.ts";
import { configuredObjects, sameJson, SETTINGS, unsaid, type Standing, type Thing } from "./thing.ts";
import type { Wanted } from "./files.ts";

export type Step = "create" | "change" | "restore" | "retire";

export interface Planned {
  step: Step;
  object: string;
  title: string;
  /** What names it for people, roles as this company calls them; not in plans that were applied earlier. */
  about?: JsonObject;
  file: string;
  place: string;
  /** Of what is made only `to`. */
  changes: { field: string; from: Json; to: Json }[];
  /** Records that have a value in what goes, counted to 10,000; they come back with it. */
  loses: number | null;
  /** Of what is new and is on or off: whether it begins switched on where nobody chooses. */
  begins?: boolean;
}

/** A step with what it needs to be done. */
export interface Deed extends Planned {
  wanted: Thing | undefined;
  /** What stands, also in the trash; undefined for what is made. */
  id: string | undefined;
}

export async function planOf(ctx: Context, wanted: Wanted, standing: readonly Standing[]): Promise<Deed[]> {
  const name = ({ object, identity }: Thing) => `${object} ${identity}`;
  const roles = rolesAmong(standing);
  const deed = deedWith(roles);
  const there = new Map(standing.map((thing) => [name(thing), thing]));
  const meant = new Set(wanted.things.map(name));
  const deeds: Deed[] = [];
  const missing: Thing[] = [];
  for (const thing of wanted.things) {
    const found = there.get(name(thing));
    if (!found) missing.push(thing);
    else {
      const changes = differences(ctx, found, thing, wanted.whole);
      if (changes.length > 0)
        deeds.push(
          deed("change", { ...thing, values: { ...thing.values, ...found.values } }, changes, thing, found.id),
        );
    }
  }
  const trash = await inTrash(ctx, missing);
  for (const thing of missing) {
    const id = trash.get(name(thing));
    const changes = Object.entries(thing.values).map(([field, to]) => ({ field, from: null, to }));
    const { off } = thing.object === SETTINGS ? {} : configurationOf(ctx.catalogue.object(thing.object).definition)!;
    const begins = off === undefined ? {} : { begins: !id && unsaid(ctx.catalogue, thing.object, off) === true };
    deeds.push({ ...deed(id ? "restore" : "create", thing, id ? [] : changes, thing, id), ...begins });
  }
  if (wanted.whole)
    for (const thing of standing)
      if (!meant.has(name(thing)) && !stays(ctx, thing))
        deeds.push({
          ...deed("retire", thing, [], undefined, thing.id),
          loses: await lossOf(ctx, thing),
        });
  return deeds;
}

/** @param roles what the company calls its roles, by what files do */
const deedWith =
  (roles: ReadonlyMap<string, string>) =>
  (step: Step, thing: Thing, changes: Deed["changes"], wanted: Thing | undefined, id: string | undefined): Deed => ({
    step,
    object: thing.object,
    title: thing.title,
    about: aboutOf(thing, roles),
    file: thing.file,
    place: thing.place,
    changes,
    loses: null,
    wanted,
    id,
  });

const rolesAmong = (standing: readonly Standing[]): Map<string, string> =>
  new Map(
    standing.flatMap(({ object, title, values }) =>
      object === "role" && typeof values["name"] === "string" ? [[title, values["name"]]] : [],
    ),
  );

function aboutOf({ values }: Thing, roles: ReadonlyMap<string, string>): JsonObject {
  const said = NAMING.flatMap((name) => (name in values ? [[name, values[name]!] as const] : []));
  const { forRole } = values;
  const role = typeof forRole === "string" ? { forRole: roles.get(forRole) ?? roleCalled(forRole) } : {};
  return { ...Object.fromEntries(said), ...role };
}

/** Settings are never gone, and of a company's people no team or product role is. */
function stays(ctx: Context, { object, values }: Standing): boolean {
  if (object === SETTINGS) return true;
  const { stays: kept, productKey } = configurationOf(ctx.catalogue.object(object).definition)!;
  return kept === true || (productKey !== undefined && productKey in values);
}

/** Of all there is where the files are the whole; otherwise only of what they say. */
export function differences(ctx: Context, now: Thing, then: Thing, whole: boolean): Deed["changes"] {
  const isSettings = now.object === SETTINGS;
  const names = new Set([...(whole && !isSettings ? Object.keys(now.values) : []), ...Object.keys(then.values)]);
  const mark = isSettings ? undefined : configurationOf(ctx.catalogue.object(now.object).definition)!.productKey;
  return [...names].flatMap((field) => {
    if (field === mark) return [];
    const other = isSettings ? null : unsaid(ctx.catalogue, now.object, field);
    const [from, to] = [now.values[field] ?? other, then.values[field] ?? other];
    return sameJson(from, to) || (isEmpty(from) && isEmpty(to)) ? [] : [{ field, from, to }];
  });
}

const isEmpty = (value: Json): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** Things of these names that were retired, by object and identity; of several the last. */
async function inTrash(ctx: Context, missing: readonly Thing[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const object of configuredObjects(ctx)) {
    if (!missing.some((thing) => thing.object === object.name)) continue;
    const rows = await ctx.db.query(
      sql<{ id: string }>`select id from ${sql.id(object.table)} where deleted_at is not null order by deleted_at, id`,
    );
    const values = await readValues(
      ctx,
      object,
      rows.map((row) => row.id),
      { trash: true },
    );
    const { only } = configurationOf(object.definition)!;
    for (const { id } of rows) {
      const each = values.get(id)!;
      if (only === undefined || sameJson(each[only.field], only.value))
        found.set(`${object.name} ${identityOf(object, each)}`, id);
    }
  }
  return found;
}

/** What the door is asked: only what differs, and what was said before and is not any more. */
export function patchOf(ctx: Context, thing: Thing, changes: Deed["changes"] | undefined): JsonObject {
  const object = ctx.catalogue.object(thing.object);
  const { productKey } = configurationOf(object.definition)!;
  const writable = configuredFields(object).filter(({ name }) => name !== productKey);
  const said = changes ? Object.fromEntries(changes.map(({ field, to }) => [field, to])) : thing.values;
  return Object.fromEntries(writable.flatMap(({ name }) => (name in said ? [[name, said[name] ?? null]] : [])));
}
