/** What is done in bulk, and with which records. */
import { z } from "zod";
import { standsAlone, type CatalogueObject } from "#model/catalogue.ts";
import { Conflict, InvalidInput } from "#model/errors.ts";
import { filterSchema } from "#model/filter.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import { assertCapability, assertMay, type Action } from "../access/rights.ts";
import type { Context } from "../context.ts";
import { Change } from "../records/change.ts";
import { readInput } from "../records/parse.ts";
import { resolveRelations, type Meant } from "../records/relations.ts";
import { uuidv7 } from "../records/uuid.ts";
import { preparedAction } from "../workspace/actions/run.ts";

const MOST_IDS = 10_000;

const record = z
  .union([z.string().max(1000), z.record(z.string(), z.json())])
  .meta({ description: 'A record, by its id or a field that identifies it: `{ "email": … }`.' });
const links = {
  field: z.string().max(100).default("tags").meta({ description: "A field that points at many records." }),
  values: z.array(record).min(1).max(100),
};

/** Each act with what it needs. */
export const deeds = [
  z.strictObject({
    act: z.literal("update"),
    patch: z.custom<JsonObject>(isObject, "is an object of fields").meta({ description: "The fields to change." }),
  }),
  z.strictObject({ act: z.literal("assign"), owner: record.nullish(), team: record.nullish() }),
  z.strictObject({ act: z.literal("add"), ...links }),
  z.strictObject({ act: z.literal("remove"), ...links }),
  z.strictObject({ act: z.literal("delete") }),
  z.strictObject({ act: z.literal("restore") }),
  z.strictObject({ act: z.literal("purge") }),
  z.strictObject({
    act: z.literal("action"),
    action: z.string().max(60).meta({ description: "An action of the object, by its name." }),
    inputs: z.custom<JsonObject>(isObject, "is an object of inputs").default({}),
  }),
] as const;
export const ACTS = deeds.map((deed) => deed.shape.act.value);
export const deedSchema = z.discriminatedUnion("act", [...deeds]);
export type Deed = z.infer<typeof deedSchema>;

/** Records named one by one, or all that a list shows. */
export const selectionShape = {
  ids: z.array(z.uuid()).min(1).max(MOST_IDS).optional().meta({ description: "Instead of the conditions of a list." }),
  filter: filterSchema.optional(),
  q: z.string().max(200).optional(),
  all: z.literal(true).optional().meta({ description: "Has to be said where nothing else picks the records." }),
};
const selectionSchema = z.strictObject(selectionShape);
export type Selection = z.infer<typeof selectionSchema>;

/** What a role must allow for the act. */
export const actionOf = ({ act }: Pick<Deed, "act">): Action =>
  act === "delete" || act === "restore" || act === "purge" ? "delete" : act === "action" ? "read" : "update";

/** These acts are on what is in the trash. */
export const isInTrash = ({ act }: Pick<Deed, "act">): boolean => act === "restore" || act === "purge";

/** @throws Forbidden where the role may not do it with any record. Nothing brings back what is purged, so that is for those who run the workspace. */
export function assertMayDo(ctx: Context, object: CatalogueObject, deed: Deed): void {
  if (!standsAlone(object)) throw new Conflict(`${object.plural} are not written by hand`);
  assertMay(ctx.actor, object, "read");
  assertMay(ctx.actor, object, actionOf(deed));
  if (deed.act === "purge") assertCapability(ctx.actor, "settings");
}

/** @throws InvalidInput where no record could be changed so: a field that is not there or not written, a value that is none. */
export async function checkDeed(
  ctx: Context,
  object: CatalogueObject,
  deed: Deed,
  selection: Selection,
): Promise<void> {
  const { ids, filter, q, all } = selection;
  if (ids ? filter || q || all : !filter && !q && !all)
    throw new InvalidInput([
      {
        path: "ids",
        message: "say either ids, or the conditions of a list (filter, q), or `all`: true",
        code: "issue.required",
      },
    ]);
  if (deed.act === "action") await preparedAction(ctx, object, deed.action, deed.inputs);
  const patch = patchOf(deed);
  if (!patch) return;
  if (Object.keys(patch).length === 0)
    throw new InvalidInput([{ path: "patch", message: "changes nothing", code: "issue.required" }]);
  const path = deed.act === "update" ? "patch." : "";
  if (deed.act === "add" || deed.act === "remove") linkField(object, deed.field);
  const change = new Change(object, "update", uuidv7(), 0, null);
  const meant: Meant[] = [];
  readInput(ctx, change, patch, meant);
  await resolveRelations(ctx, meant, (_object, _field, names) => Promise.resolve(names.map(() => uuidv7())));
  if (!change.sound) throw new InvalidInput(change.issues.map((issue) => ({ ...issue, path: `${path}${issue.path}` })));
}

/** The fields that the act writes; for links, what is added or taken away. */
export function patchOf(deed: Deed): JsonObject | undefined {
  switch (deed.act) {
    case "update":
      return deed.patch;
    case "assign":
      return {
        ...(deed.owner === undefined ? {} : { owner: deed.owner as Json }),
        ...(deed.team === undefined ? {} : { team: deed.team as Json }),
      };
    case "add":
    case "remove":
      return { [deed.field]: deed.values as Json };
    default:
      return undefined;
  }
}

/** @throws InvalidInput where the field does not point at many records. */
export function linkField(object: CatalogueObject, name: string) {
  const field = object.fields.get(name);
  if (field?.type.storage !== "links")
    throw new InvalidInput([
      { path: "field", message: `${object.name} has no field "${name}" that points at many records` },
    ]);
  return field;
}
