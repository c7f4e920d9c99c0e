/** One thing of the configuration: a record as files speak of it, without ids. */
import type { Catalogue, CatalogueObject } from "#model/catalogue.ts";
import { configurationOf } from "#model/configuration.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { fieldAccess, scopeOf } from "../../access/rights.ts";
import type { Context } from "../../context.ts";

export interface Thing {
  object: string;
  /** The same in every workspace. */
  identity: string;
  /** For people. */
  title: string;
  /** Only what is said: neither nothing nor what would be so by itself. */
  values: JsonObject;
  /** Where it stands: the file, and the place in it. */
  file: string;
  place: string;
}

/** A thing that stands in this workspace. */
export interface Standing extends Thing {
  id: string;
}

/** What the settings of the workspace are called among things. */
export const SETTINGS = "workspace";

/**
 * Objects whose records are configuration and that the actor may see whole, in the order in which they can be made: what shapes
 * the tables first, then what others point at.
 */
export function configuredObjects(ctx: Context): CatalogueObject[] {
  const all = [...ctx.catalogue.objects.values()].filter(
    (object) => configurationOf(object.definition) && maySee(ctx, object),
  );
  const ordered: CatalogueObject[] = [];
  const add = (object: CatalogueObject): void => {
    if (ordered.includes(object)) return;
    const before = [...object.fields.values()].flatMap((field) => field.target ?? []);
    const { within } = configurationOf(object.definition)!;
    for (const name of [...(within ? [within.object] : []), ...before]) {
      const other = all.find((each) => each.name === name);
      // What shapes the tables is made before what it points at, and points at it afterwards.
      if (other && other !== object && (!isShape(object) || isShape(other))) add(other);
    }
    ordered.push(object);
  };
  for (const object of [...all.filter(isShape), ...all]) add(object);
  return ordered;
}

/** Records of these objects make tables and columns. */
export const isShape = ({ name }: Pick<CatalogueObject, "name">): boolean =>
  name === "customObject" || name === "customField" || name === "recordType";

const maySee = (ctx: Context, object: CatalogueObject): boolean =>
  scopeOf(ctx.actor, object, "read") !== "none" &&
  [...object.fields.values()].every(
    (field) => field.definition.secret === true || fieldAccess(ctx.actor, object, field) !== "hidden",
  );

/** By the names of the properties, so that the order in which they were written does not show. */
export function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, inOrder(part)]),
  );
}

export const sameJson = (one: Json | undefined, other: Json | undefined): boolean =>
  JSON.stringify(inOrder(one ?? null)) === JSON.stringify(inOrder(other ?? null));

/** What a field has where nothing is said. */
export const unsaid = (catalogue: Catalogue, object: string, field: string): Json =>
  catalogue.object(object).fields.get(field)?.definition.default ?? null;
