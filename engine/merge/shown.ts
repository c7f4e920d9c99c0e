/** Values as they are kept, cut down to what the viewer may see of them: fields, lines, and what they point at. */
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { fieldAccess } from "../access/rights.ts";
import { visibleIds } from "../access/visible.ts";
import type { Context } from "../context.ts";

/** Relations as ids, as they came; those of records out of sight are left out. */
export async function asVisible(ctx: Context, object: CatalogueObject, values: JsonObject): Promise<JsonObject> {
  const pointed = new Map<string, Set<string>>();
  walk(ctx, object, values, (target, id) => {
    pointed.set(target, (pointed.get(target) ?? new Set()).add(id));
    return true;
  });
  const visible = await visibleIds(ctx, pointed);
  return walk(ctx, object, values, (_target, id) => visible.has(id));
}

type Keeps = (target: string, id: string) => boolean;

function walk(ctx: Context, object: CatalogueObject, values: JsonObject, keeps: Keeps): JsonObject {
  const shown: JsonObject = {};
  for (const [name, value] of Object.entries(values)) {
    const field = object.fields.get(name);
    if (!field || fieldAccess(ctx.actor, object, field) === "hidden") continue;
    shown[name] = ofField(ctx, field, value, keeps);
  }
  return shown;
}

function ofField(ctx: Context, field: CatalogueField, value: Json, keeps: Keeps): Json {
  const { target } = field;
  if (target === undefined || value === null) return value;
  if (field.type.storage === "children")
    return (value as JsonObject[]).map((line) => walk(ctx, ctx.catalogue.object(target), line, keeps));
  if (Array.isArray(value)) return value.filter((id) => typeof id === "string" && keeps(target, id));
  return typeof value === "string" && keeps(target, value) ? value : null;
}
