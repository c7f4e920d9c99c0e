/** What must hold of a layout: its fields are there and stand once, and nobody has two of an object. */
import { z } from "zod";
import { isName } from "#model/naming.ts";
import { plainText, type Json } from "#model/json.ts";
import { sql, type Sql } from "#model/sql.ts";
import { asSystem, type Context } from "../../context.ts";
import type { Change } from "../../records/change.ts";
import { readValues } from "../../query/read.ts";
import { purgeRecords, updateRecords } from "../../records/records.ts";
import { defineRules, type Rule } from "../../records/rules.ts";
import { oneAtATime } from "../custom/one-at-a-time.ts";

const label = z.partialRecord(z.enum(["en", "hi", "ur"]), z.string().trim().min(1).max(80));
const names = z.array(z.string().max(100)).max(500);
const groupsSchema = z
  .array(z.strictObject({ name: z.string().max(40).refine(isName).optional(), label: label.optional(), fields: names }))
  .max(30);

const sound: Rule = {
  on: ["create", "update", "restore"],
  before: (ctx, changes) => changes.forEach((change) => checkLayout(ctx, change)),
};

function checkLayout(ctx: Context, change: Change): void {
  const object = ctx.catalogue.objects.get(plainText(change.value("object")));
  if (!object || object.definition.internal || object.definition.childOf)
    return change.refuse("object", "there is no such object that has pages", "server.noObject");
  const type = plainText(change.value("forType"));
  if (type !== "" && change.kind !== "restore" && !object.definition.types?.some(({ name }) => name === type))
    change.refuse("forType", `${object.name} has no type "${type}"`, "layouts.noType", { type });
  const groups = parsed(change, "groups", groupsSchema);
  const without = parsed(change, "without", names.nullable());
  const create = parsed(change, "create", names.nullable());
  if (!groups) return;
  const said = [...groups.flatMap((group) => group.fields), ...(without ?? [])];
  const twice = said.find((name, place) => said.indexOf(name) !== place);
  if (twice !== undefined) change.refuse("groups", `"${twice}" stands twice`, "layouts.twice", { field: twice });
  // What was retired since comes back to its place; a new mention must be there.
  if (change.kind === "restore") return;
  for (const name of [...said, ...(create ?? [])])
    if (!object.fields.has(name) && !object.retired.has(name))
      change.refuse("groups", `${object.name} has no field "${name}"`, "issue.unknownField", { field: name });
}

function parsed<T>(change: Change, name: string, schema: z.ZodType<T>): T | undefined {
  const result = schema.safeParse(change.value(name));
  if (result.success) return result.data;
  for (const issue of result.error.issues) change.refuse([name, ...issue.path].join("."), issue.message);
  return undefined;
}

/** One for each team, each role, and everyone, for all records and for each type of them; and a name by which files know it. */
const oneEach: Rule = {
  on: ["create", "update", "restore"],
  before: async (ctx, changes) => {
    const rows = await ctx.db.query(sql<{ id: string; key: string; name: string; living: boolean }>`
      select id, concat_ws(' ', object, coalesce(for_role_id::text, '-'), coalesce(for_team_id::text, '-'),
        coalesce(for_type, '-')) as key,
        concat_ws(' ', object, name) as name, deleted_at is null as living
      from page_layouts where object = any(${changes.map((change) => plainText(change.value("object")))})`);
    const words = await named(ctx, changes);
    const holder = new Map(rows.filter((row) => row.living).map((row) => [row.key, row.id]));
    const taken = new Set(rows.map((row) => row.name));
    for (const change of changes) {
      const text = (name: string) => plainText(change.value(name));
      const key = [text("object"), text("forRole") || "-", text("forTeam") || "-", text("forType") || "-"].join(" ");
      if ((holder.get(key) ?? change.id) !== change.id)
        change.refuse(
          text("forTeam") ? "forTeam" : "forRole",
          "has a layout of this object already",
          "layouts.already",
        );
      holder.set(key, change.id);
      if (change.kind !== "create") continue;
      const whose = words.get(text("forTeam") || text("forRole")) ?? "everyone";
      const stem = text("name") || (text("forType") ? `${text("forType")} ${whose}`.slice(0, 110) : whose);
      let name = stem;
      for (let number = 2; taken.has(`${text("object")} ${name}`); number += 1) name = `${stem} ${number}`;
      change.set("name", name);
      taken.add(`${text("object")} ${name}`);
    }
  },
};

async function named(ctx: Context, changes: readonly Change[]): Promise<Map<string, string>> {
  const ids = changes.flatMap((change) => [change.value("forRole"), change.value("forTeam")]).filter(isId);
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.query(sql<{ id: string; name: string }>`
    select id, name from roles where id = any(${ids}::uuid[]) union all select id, name from teams where id = any(${ids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.name]));
}

const isId = (value: Json): value is string => typeof value === "string";

/** An object that is deleted for good takes its layouts with it. */
const goWithTheirObject: Rule = {
  on: ["purge"],
  after: async (ctx, changes) => {
    const objects = changes.map((change) => plainText(change.before?.["name"]));
    await purgeWhere(ctx, sql`object = any(${objects})`);
  },
};

/** What was laid out for one role or team is nothing for everyone: it goes before nobody is named any more. */
const goWithTheirReaders: Rule = {
  on: ["purge"],
  before: async (ctx, changes) => {
    const ids = changes.map((change) => change.id);
    await purgeWhere(ctx, sql`for_role_id = any(${ids}::uuid[]) or for_team_id = any(${ids}::uuid[])`);
  },
};

async function purgeWhere(ctx: Context, which: Sql): Promise<void> {
  const rows = await ctx.db.query(
    sql<{ id: string }>`update page_layouts set deleted_at = coalesce(deleted_at, now()) where ${which} returning id`,
  );
  if (rows.length > 0)
    await purgeRecords(
      asSystem(ctx),
      "pageLayout",
      rows.map((row) => row.id),
    );
}

/** A field that is deleted for good stands in no layout any more. */
const forgetFields: Rule = {
  on: ["purge"],
  after: async (ctx, changes) => {
    const gone = new Set(
      changes.map(({ before }) => `${plainText(before?.["object"])} ${plainText(before?.["name"])}`),
    );
    const objects = changes.map(({ before }) => plainText(before?.["object"]));
    const rows = await ctx.db.query(
      sql<{ id: string }>`select id from page_layouts where object = any(${objects}) and deleted_at is null`,
    );
    const ids = rows.map((row) => row.id);
    const standing = [...(await readValues(ctx, ctx.catalogue.object("pageLayout"), ids)).values()];
    const patches = standing.flatMap(({ id, object, groups, without, create }) => {
      const left = (names: Json): string[] =>
        (names as string[]).filter((name) => !gone.has(`${plainText(object!)} ${name}`));
      const patch = {
        groups: (groups as { fields: string[] }[]).map((group) => ({ ...group, fields: left(group.fields) })),
        ...(without === null ? {} : { without: left(without!) }),
        ...(create === null ? {} : { create: left(create!) }),
      };
      return [{ id, patch }];
    });
    if (patches.length > 0) await updateRecords(asSystem(ctx), "pageLayout", patches, { skipUnchanged: true });
  },
};

export const pageLayoutRules = [
  defineRules("pageLayout", oneAtATime, sound, oneEach),
  defineRules("customObject", goWithTheirObject),
  defineRules("customField", forgetFields),
  defineRules("role", goWithTheirReaders),
  defineRules("team", goWithTheirReaders),
];
