/** What must hold of the types of records, and what follows: a column for them, one beginning, and no record of a type that is gone. */
import { optionValues } from "#model/option-values.ts";
import { takesRules } from "#model/business-rule-check.ts";
import { isObject, plainText, type Json } from "#model/json.ts";
import { RECORD_TYPE } from "#model/record-type.ts";
import { sql } from "#model/sql.ts";
import { seesPath } from "../../access/rights.ts";
import { asSystem, type Context } from "../../context.ts";
import type { Change } from "../../records/change.ts";
import { purgeRecords, updateRecords } from "../../records/records.ts";
import { defineRules, type Rule } from "../../records/rules.ts";
import { checkLabel, firstWord, takesShape } from "../custom/custom.rules.ts";
import { nameFrom } from "../custom/name-from.ts";
import { oneAtATime } from "../custom/one-at-a-time.ts";
import { canNarrow } from "./choices.ts";

const NAME = /^[a-z][A-Za-z0-9]{0,29}$/;
const COLOUR = /^[a-z]{1,20}$|^#[0-9a-f]{6}$/;

const sound: Rule = {
  on: ["create", "update", "restore"],
  before: (ctx, changes) => {
    for (const change of changes) {
      checkLabel(change, []);
      const color = plainText(change.value("color"));
      if (color !== "" && !COLOUR.test(color)) change.refuse("color", "is no colour", "types.color.bad");
      checkObject(ctx, change);
      if (change.kind === "update")
        for (const fixed of ["name", "object"])
          if (change.changes(fixed)) change.refuse(fixed, "stays as it is; change the words", "shape.fixed");
    }
  },
};

function checkObject(ctx: Context, change: Change): void {
  const name = plainText(change.value("object"));
  const object = ctx.catalogue.objects.get(name);
  const refuse = () =>
    change.refuse("object", `there is no object "${name}" that takes types of records`, "server.noObject");
  if (!object || !takesRules(object)) return refuse();
  const own = object.fields.get(RECORD_TYPE);
  if (own && !object.definition.types)
    return change.refuse("object", `${name} has a field "${RECORD_TYPE}" already`, "types.hasField");
  const choices = change.value("choices");
  if (choices === null) return;
  if (!isObject(choices)) return change.refuse("choices", "says the options by field", "types.choices");
  // What was retired since is not looked at again until somebody writes it anew.
  if (change.kind !== "create" && !change.changes("choices")) return;
  for (const [of, named] of Object.entries(choices)) {
    const path = `choices.${of}`;
    const field = seesPath(ctx, object, of) ? object.fields.get(of)?.definition : undefined;
    const stood = isObject(change.before?.["choices"] ?? null) ? (change.before!["choices"] as object) : {};
    if (of in stood && JSON.stringify((stood as Record<string, unknown>)[of]) === JSON.stringify(named)) continue;
    if (!canNarrow(of, field)) {
      change.refuse(path, `${name} has no choice "${of}" that people fill`, "types.noChoice", { field: of });
      continue;
    }
    const options = optionValues(field);
    const unknown = Array.isArray(named) ? named.find((option) => !options.includes(plainText(option))) : undefined;
    if (!Array.isArray(named) || named.length === 0)
      change.refuse(path, "names at least one option", "types.oneOption", { field: of });
    else if (unknown !== undefined)
      change.refuse(path, `"${plainText(unknown)}" is no option of ${of}`, "types.noOption", {
        field: of,
        option: plainText(unknown),
      });
  }
}

/** Given once, from the words where none was said; those in the trash are taken too. */
const nameAnew: Rule = {
  on: ["create"],
  before: async (ctx, changes) => {
    const rows = await ctx.db.query(sql<{ key: string }>`select concat_ws(' ', object, name) as key from record_types`);
    const taken = new Set(rows.map((row) => row.key));
    for (const change of changes) {
      const object = plainText(change.value("object"));
      const isTaken = (name: string) => taken.has(`${object} ${name}`);
      const said = plainText(change.value("name"));
      const name = said === "" ? nameFrom(firstWord(change.value("label")), isTaken, "", "type") : said;
      if (!NAME.test(name))
        change.refuse("name", "is a camelCase name of letters and digits, at most 30", "types.name");
      else if (isTaken(name)) change.refuse("name", "is taken, perhaps by one in the trash", "issue.taken");
      change.set("name", name);
      taken.add(`${object} ${name}`);
    }
  },
};

/** New records begin with one type: the one that was said last. */
const oneDefault: Rule = {
  on: ["create", "update"],
  after: async (ctx, changes) => {
    const said = changes.filter((change) => change.value("default") === true && change.changes("default"));
    const last = new Map(said.map((change) => [plainText(change.value("object")), change.id]));
    for (const [object, id] of last) {
      const others = await ctx.db.query(sql<{ id: string }>`
        select id from record_types where object = ${object} and is_default and deleted_at is null and id <> ${id}`);
      if (others.length > 0)
        await updateRecords(
          ctx,
          "recordType",
          others.map((other) => ({ id: other.id, patch: { default: false } })),
        );
    }
  },
};

/** A type that records have stays: in the trash it is retired, and they keep its word. */
const stays: Rule = {
  on: ["purge"],
  before: async (ctx, changes) => {
    for (const change of changes) {
      const name = plainText(change.before?.["object"]);
      const object = ctx.catalogue.objects.get(name);
      const field = object?.fields.get(RECORD_TYPE) ?? object?.retired.get(RECORD_TYPE);
      if (!object) {
        const [retired] = await ctx.db.query(sql`select 1 from custom_objects where name = ${name}`);
        if (retired) change.refuse("", "its object is retired: restore that first", "types.objectRetired");
      } else if (field) {
        const [held] = await ctx.db.query(
          sql`select 1 from ${sql.id(object.table)} where ${sql.id(field.column)} = ${plainText(change.before?.["name"])} limit 1`,
        );
        if (held) change.refuse("", "records have this type, perhaps some in the trash", "types.held");
      }
    }
  },
  after: async (ctx, changes) => {
    for (const change of changes)
      await purgeAll(
        ctx,
        "pageLayout",
        await ctx.db.query(sql<{ id: string }>`update page_layouts set deleted_at = coalesce(deleted_at, now())
          where object = ${plainText(change.before?.["object"])} and for_type = ${plainText(change.before?.["name"])} returning id`),
      );
  },
};

/** An object that is deleted for good takes its types with it. */
const goWithTheirObject: Rule = {
  on: ["purge"],
  after: async (ctx, changes) => {
    const names = changes.map((change) => plainText(change.before?.["name"]));
    await purgeAll(
      ctx,
      "recordType",
      await ctx.db.query(sql<{ id: string }>`update record_types set deleted_at = coalesce(deleted_at, now())
        where object = any(${names}) returning id`),
    );
  },
};

/** So many types are named. */
const MOST_NAMED = 5;

/**
 * A type that names no role any more would be open to everybody: who alone may make one goes when another may. Types in the trash
 * come back, so they count.
 */
const lastMakerStays: Rule = {
  on: ["purge"],
  before: async (ctx, changes) => {
    const ids = changes.map((change) => change.id);
    const types = await ctx.db.query(sql<{ role: string; label: string }>`
      select l.to_id as role, t.label::text as label from record_type_roles as l join record_types as t on t.id = l.from_id
      where l.to_id = any(${ids}::uuid[]) and not exists (
        select from record_type_roles as o where o.from_id = l.from_id and o.to_id <> all(${ids}::uuid[]))
      order by t.object, t.name`);
    const byRole = Map.groupBy(types, ({ role }) => role);
    for (const change of changes) {
      const alone = byRole.get(change.id) ?? [];
      if (alone.length === 0) continue;
      const words = alone.map(({ label }) => firstWord(JSON.parse(label) as Json));
      const what = words.slice(0, MOST_NAMED).join(", ");
      const params = { count: alone.length, what };
      change.refuse("", `alone may make ${what}: open these to another role first`, "types.onlyMaker", params);
    }
  },
};

async function purgeAll(ctx: Context, object: string, rows: readonly { id: string }[]): Promise<void> {
  if (rows.length > 0)
    await purgeRecords(
      asSystem(ctx),
      object,
      rows.map((row) => row.id),
    );
}

export const recordTypeRules = [
  defineRules("recordType", oneAtATime, sound, nameAnew, stays, oneDefault, takesShape),
  defineRules("customObject", goWithTheirObject),
  defineRules("role", lastMakerStays),
];
