/** What must hold of the objects and fields that a company adds, and what follows: tables and columns, in the same transaction. */
import { sql } from "#model/sql.ts";
import { COMPUTED, isComputed } from "#model/computed.ts";
import { checkDefinitions, checkField } from "#model/catalogue-check.ts";
import { makeCatalogue, type Catalogue, type CatalogueObject } from "#model/catalogue.ts";
import type { ObjectDefinition } from "#model/object.ts";
import { InvalidInput } from "#model/errors.ts";
import { isObject, plainText, type Json } from "#model/json.ts";
import { CUSTOM_NAME, isCustomName } from "#model/naming.ts";
import { fieldTypes } from "#fields/index.ts";
import { isOffered } from "#fields/offered.ts";
import { asSystem, type Context } from "../../context.ts";
import type { Change } from "../../records/change.ts";
import { purgeRecords } from "../../records/records.ts";
import { askForNumbers } from "../../records/numbers.job.ts";
import { defineRules, type Rule } from "../../records/rules.ts";
import { askForIndexes } from "../../schema/indexes.job.ts";
import { keyMarks } from "../../search/lexemes.ts";
import { askToRebuild } from "../../search/rebuild.job.ts";
import { askForEmptying } from "../../schema/spares.job.ts";
import { askToFill } from "../../rollup/fill.job.ts";
import { checkComputed, refuseBreaking, refuseFilters } from "./computed.ts";
import { definitionOf, takesFields } from "./definitions.ts";
import { nameFrom } from "./name-from.ts";
import { proposed } from "./proposed.ts";
import { refuseBrokenRules } from "../rules/stored-rules.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { nextNumber } from "./reshaping.ts";
import { usesOfRetired } from "./retired.ts";
import { refuseCovering, refuseLosing } from "./storage.ts";
import { productOf, reshapingTo, storedShape } from "./stored.ts";

const LANGUAGES = new Set(["en", "hi", "ur"]);
const LONGEST_LABEL = 80;
/** Of what stands in the way, so many are named. */
const MOST_NAMED = 5;

/** `one`: of objects, whose words are two. */
export function checkLabel(change: Change, parts: readonly string[]): void {
  const label = change.value("label");
  const words = isObject(label) ? Object.entries(label) : [];
  if (words.length === 0) return change.refuse("label", "says the word in at least one language", "shape.label");
  for (const [language, said] of words) {
    if (!LANGUAGES.has(language)) change.refuse(`label.${language}`, "is en, hi or ur", "shape.language");
    const texts = parts.length === 0 ? [said] : parts.map((part) => (isObject(said) ? said[part] : undefined));
    if (texts.some((text) => typeof text !== "string" || text.trim() === "" || text.length > LONGEST_LABEL))
      change.refuse(`label.${language}`, `is a text of at most ${LONGEST_LABEL} signs`, "shape.label");
  }
}

/** The English word, or whichever there is. */
export function firstWord(label: Json): string {
  if (!isObject(label)) return "";
  const said = label["en"] ?? Object.values(label)[0];
  return plainText(isObject(said) ? (said["one"] as Json) : (said as Json));
}

/** Names are given once: from the words where none was said. Those in the trash are taken too, so that they can come back. */
async function nameAnew(ctx: Context, table: string, changes: readonly Change[], within?: string): Promise<void> {
  const made = changes.filter((change) => change.kind === "create");
  const scope = (change: Change) => (within ? plainText(change.value(within)) : "");
  const rows = await ctx.db.query(
    sql<{
      scope: string;
      name: string;
    }>`select ${within ? sql.id(within) : sql`''`} as scope, name from ${sql.id(table)}`,
  );
  const taken = new Set(rows.map((row) => `${row.scope} ${row.name}`));
  const besides = await namesOfOthers(ctx, within);
  for (const change of made) {
    const isTaken = (name: string) => taken.has(`${scope(change)} ${name}`);
    const isUsed = (name: string) => isTaken(name) || besides.has(`${scope(change)} ${name}`);
    const said = plainText(change.value("name"));
    const name =
      said === "" ? nameFrom(firstWord(change.value("label")), isUsed) : isCustomName(said) ? said : `x_${said}`;
    if (!CUSTOM_NAME.test(name))
      change.refuse("name", "is x_ and a camelCase name of letters and digits, at most 30 in all", "shape.name");
    else if (isTaken(name)) change.refuse("name", "is taken, perhaps by one in the trash", "issue.taken");
    change.set("name", name);
    taken.add(`${scope(change)} ${name}`);
  }
  for (const change of changes)
    if (change.kind === "update")
      for (const fixed of ["name", "object"])
        if (change.object.fields.has(fixed) && change.changes(fixed))
          change.refuse(fixed, "stays as it is; change the words", "shape.fixed");
}

/** An object's name is that of the field it brings to what can be about it: the one is not made by chance where the other is. */
async function namesOfOthers(ctx: Context, within: string | undefined): Promise<Set<string>> {
  const about = [...productOf(ctx.catalogue).objects.values()].filter(({ definition }) => definition.aboutOwn);
  if (about.length === 0) return new Set();
  const names = about.map(({ name }) => name);
  const rows = await ctx.db.query(
    within
      ? sql<{ scope: string; name: string }>`select scope, name from custom_objects, unnest(${names}::text[]) as scope`
      : sql<{ scope: string; name: string }>`select '' as scope, name from custom_fields where object = any(${names})`,
  );
  return new Set(rows.map((row) => `${row.scope} ${row.name}`));
}

const soundObjects: Rule = {
  on: ["create", "update"],
  before: async (ctx, changes) => {
    await nameAnew(ctx, "custom_objects", changes);
    for (const change of changes) {
      checkLabel(change, ["one", "many"]);
      if (!["owner", "none"].includes(plainText(change.value("ownership"))))
        change.refuse("ownership", "is owner or none", "shape.ownership");
      if (change.kind === "update" && change.changes("ownership"))
        change.refuse("ownership", "stays as it is", "shape.fixed");
    }
  },
};

const soundFields: Rule = {
  on: ["create", "update"],
  before: async (ctx, changes) => {
    await nameAnew(ctx, "custom_fields", changes, "object");
    const objects = await objectNames(ctx);
    for (const change of changes) checkOne(ctx, change, objects);
    await numberAnew(ctx, changes);
    await checkComputed(
      ctx,
      changes.filter((change) => change.sound),
    );
    await refuseCovering(
      ctx,
      changes.filter((change) => change.kind === "create" && change.sound),
    );
    await refuseLosing(
      ctx,
      changes.filter((change) => change.kind === "update" && change.sound),
    );
  },
};

/** Also those made earlier in this transaction. */
async function objectNames(ctx: Context): Promise<Set<string>> {
  const rows = await ctx.db.query(sql<{ name: string }>`select name from custom_objects where deleted_at is null`);
  const own = [...productOf(ctx.catalogue).objects.values()].filter(({ definition }) => takesFields(definition));
  return new Set([...own.map((object) => object.name), ...rows.map((row) => row.name)]);
}

function checkOne(ctx: Context, change: Change, objects: ReadonlySet<string>): void {
  checkLabel(change, []);
  const object = plainText(change.value("object"));
  if (!objects.has(object))
    return change.refuse("object", `there is no object "${object}" that takes fields`, "server.noObject");
  const type = plainText(change.value("type"));
  if (!isOffered(type) && !(type in COMPUTED))
    return change.refuse("type", `there is no field type "${type}"`, "shape.type");
  if (!(type in COMPUTED) && ctx.catalogue.objects.get(object)?.definition.written === "own")
    return change.refuse(
      "type",
      `nobody writes records of ${object}: give them what is reckoned`,
      "shape.reckonedOnly",
    );
  const settings = change.value("settings");
  if (settings !== null && !isObject(settings)) return change.refuse("settings", "is an object of settings");
  const everything = new Set([...objects, ...ctx.catalogue.objects.keys()]);
  const name = plainText(change.value("name"));
  for (const fault of checkField(name, definitionOf(proposed(change)), everything, fieldTypes))
    change.refuse("settings", fault);
}

async function numberAnew(ctx: Context, changes: readonly Change[]): Promise<void> {
  const made = changes.filter((change) => change.kind === "create");
  if (made.length === 0) return;
  const last = await nextNumber(ctx, made.length);
  made.forEach((change, index) => change.set("number", last - made.length + 1 + index));
}

/** What is needed elsewhere is not deleted for good; what needs it is named. */
const staysWhileUsed: Rule = {
  on: ["purge"],
  before: async (ctx, changes) => {
    const asked = changes.map(({ object, before }) =>
      object.fields.has("type")
        ? { object: plainText(before?.["object"]), field: plainText(before?.["name"]) }
        : { object: plainText(before?.["name"]) },
    );
    const found = await usesOfRetired(ctx, asked);
    changes.forEach((change, place) => {
      const blocking = found[place]!.filter((use) => use.blocks);
      if (blocking.length === 0) return;
      const what = blocking
        .map((use) => use.title ?? use.object)
        .slice(0, MOST_NAMED)
        .join(", ");
      const params = { count: blocking.length, what };
      change.refuse("", `is still used by ${what}: change these first`, "shape.used", params);
    });
  },
};

/** What hangs on an object goes with it for good. */
const fieldsGoWithTheirObject: Rule = {
  on: ["purge"],
  after: async (ctx, changes) => {
    const names = changes.map((change) => plainText(change.before?.["name"]));
    const rows = await ctx.db.query(
      sql<{
        id: string;
        retired: boolean;
      }>`select id, deleted_at is not null as retired from custom_fields where object = any(${names})`,
    );
    if (rows.length === 0) return;
    await ctx.db.query(
      sql`update custom_fields set deleted_at = coalesce(deleted_at, now()) where id = any(${rows.map((row) => row.id)}::uuid[])`,
    );
    await purgeRecords(
      asSystem(ctx),
      "customField",
      rows.map((row) => row.id),
    );
  },
};

/** The tables follow. */
export const takesShape: Rule = {
  on: ["create", "update", "delete", "restore", "purge"],
  after: async (ctx, changes) => {
    const product = productOf(ctx.catalogue);
    const shape = await storedShape(ctx.db, product);
    const { shown, kept, rules } = shape;
    refuseFaults(kept);
    refuseFaults(shown, kept);
    const after = makeCatalogue(shown, fieldTypes, product);
    refuseBreaking(ctx.catalogue, after);
    refuseFilters({ ...ctx, catalogue: after });
    refuseBrokenRules(ctx, after, rules);
    const reshaping = await reshapingTo(ctx.db, product, shape);
    if (reshaping.indexesRemain) await askForIndexes(ctx);
    if (reshaping.sparesRemain) await askForEmptying(ctx);
    const isNumbered = (change: Change) =>
      change.object.fields.has("type") && fieldTypes[plainText(change.value("type"))]?.numbered;
    if (changes.some(isNumbered)) await askForNumbers(ctx);
    if (changes.some(rollsUp)) await askToFill(ctx);
    for (const [object, columns] of foundAnew(ctx.catalogue, after, changes)) await askToRebuild(ctx, object, columns);
    await reshaping.take();
  },
};

/** Objects whose records are found by another field than before, or by one less, with its columns; a field that is new has no values yet. */
function foundAnew(before: Catalogue, after: Catalogue, changes: readonly Change[]): [CatalogueObject, string[]][] {
  const fields = changes.filter((change) => change.object.fields.has("type"));
  return [...new Set(fields.map((change) => plainText(change.value("object"))))].flatMap((name) => {
    const [was, is] = [before.objects.get(name), after.objects.get(name)];
    if (!was || !is) return [];
    const [former, now] = [keyMarks(was), keyMarks(is)];
    const standing = (object: CatalogueObject, field: string) => object.fields.get(field) ?? object.retired.get(field);
    const columns = [...new Set([...former.keys(), ...now.keys()])]
      .filter((field) => standing(was, field) !== undefined && former.get(field) !== now.get(field))
      .flatMap((field) => [standing(was, field), standing(is, field)].flatMap((each) => each?.column ?? []));
    return columns.length > 0 ? [[is, [...new Set(columns)]]] : [];
  });
}

const rollsUp = (change: Change): boolean =>
  change.kind !== "delete" &&
  change.kind !== "purge" &&
  change.object.fields.has("type") &&
  change.value("type") === "rollUp";

/** @param there all that have tables, also those that are retired */
function refuseFaults(definitions: readonly ObjectDefinition[], there = definitions): void {
  const names = new Set(there.map((definition) => definition.name));
  const waiting = definitions.flatMap((definition) =>
    Object.entries(definition.retired ?? {}).flatMap(([name, field]) => {
      const target = isComputed(field) ? undefined : fieldTypes[field.type]!.refersTo?.(field).object;
      return target === undefined || names.has(target)
        ? []
        : [`${definition.name}.${name}, which is in the trash, points at "${target}": delete it for good first`];
    }),
  );
  const faults = [...checkDefinitions(definitions, fieldTypes), ...waiting];
  if (faults.length > 0) throw new InvalidInput(faults.map((message) => ({ path: "", message })));
}

export const customRules = [
  defineRules("customObject", oneAtATime, soundObjects, staysWhileUsed, fieldsGoWithTheirObject, takesShape),
  defineRules("customField", oneAtATime, soundFields, staysWhileUsed, takesShape),
];
