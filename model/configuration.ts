/** Which objects are configuration, and how one of them is named in files. */
import type { CatalogueField, CatalogueObject } from "./catalogue.ts";
import { fold } from "./folding.ts";
import { columnText, type JsonObject } from "./json.ts";
import type { Configuration, ObjectDefinition } from "./object.ts";

/** What the definition says, or for objects of the settings what follows from their fields; undefined where it is none. */
export function configurationOf(definition: ObjectDefinition): Configuration | undefined {
  if (definition.configuration !== undefined) return definition.configuration || undefined;
  if (definition.governedBy !== "settings" || !definition.internal) return undefined;
  const named = ["object", "name"].filter((field) => field in definition.fields);
  return { key: named.includes("name") ? named : definition.title };
}

/** The fields that files tell of: what people decide, without what only the workspace or its people know. */
export function configuredFields(object: CatalogueObject): CatalogueField[] {
  const { without = [], productKey, off } = configurationOf(object.definition)!;
  return [...object.fields.values()].filter(
    ({ name, source, definition, type }) =>
      source === "own" &&
      type.storage !== "children" &&
      !definition.secret &&
      !without.includes(name) &&
      name !== off &&
      (!definition.readOnly || name === productKey),
  );
}

/** What names the record, as it is written. */
export function keyOf(object: CatalogueObject, values: JsonObject): string[] {
  const { key, productKey } = configurationOf(object.definition)!;
  const own = productKey === undefined ? "" : columnText(values[productKey]);
  return own === "" ? key.map((field) => columnText(values[field])) : [own];
}

/** The same for what is the same: as the fields are compared where they are unique. */
export function identityOf(object: CatalogueObject, values: JsonObject): string {
  const { key, productKey } = configurationOf(object.definition)!;
  const own = productKey === undefined ? "" : columnText(values[productKey]);
  if (own !== "") return JSON.stringify({ [productKey!]: own });
  return JSON.stringify(
    key.map((field) => {
      const text = columnText(values[field]);
      return object.fields.get(field)!.definition["caseSensitive"] === true ? text : fold(text);
    }),
  );
}
