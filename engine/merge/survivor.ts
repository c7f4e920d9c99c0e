/** What the record that stays becomes: its own values, what it lacks from the others, lists joined, and what was chosen. */
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import type { RecordValues } from "../query/read.ts";
import { sameValue } from "../records/same-value.ts";

/** Field → id of the record whose value is taken. */
export type Taken = Readonly<Record<string, string>>;

const isEmpty = (value: Json | undefined): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** Fields that a merge decides about: what rules and the machine write, they write again. */
export function mergedFields(object: CatalogueObject): CatalogueField[] {
  return [...object.fields.values()].filter(
    (field) =>
      (field.source === "own" || field.source === "owner") &&
      field.definition.readOnly !== true &&
      field.definition.secret !== true,
  );
}

/** Lists of both become one list. */
export const isJoined = ({ type }: CatalogueField): boolean =>
  type.unite !== undefined || type.storage === "links" || type.storage === "children";

/** Only what changes on the record that stays. `records` begins with it. */
export function survivorPatch(object: CatalogueObject, records: readonly RecordValues[], taken: Taken): JsonObject {
  const [into, ...others] = records;
  const ids = new Set(records.map(({ id }) => id));
  const patch: JsonObject = {};
  for (const field of mergedFields(object)) {
    const chosen = records.find(({ id }) => id === taken[field.name]);
    const value = withoutThemselves(
      field,
      object,
      chosen ? (chosen[field.name] ?? null) : joined(field, into!, others),
      ids,
    );
    if (!sameValue(field, value, into![field.name])) patch[field.name] = value;
  }
  return patch;
}

function joined(field: CatalogueField, into: RecordValues, others: readonly RecordValues[]): Json {
  const values = [into, ...others].map((record) => record[field.name] ?? null).filter((value) => !isEmpty(value));
  if (values.length === 0) return null;
  if (field.type.unite) return values.reduce((one, other) => field.type.unite!(one, other));
  if (field.type.storage === "links") return [...new Set(values.flatMap((value) => value as string[]))];
  if (field.type.storage === "children") return values.flatMap((value) => (value as JsonObject[]).map(asNewLine));
  return values[0]!;
}

/** A line that stands in another record is written as a new one. */
const asNewLine = (line: JsonObject): JsonObject =>
  isObject(line) ? Object.fromEntries(Object.entries(line).filter(([name]) => name !== "id")) : line;

/** Nothing points at itself, nor at what goes. */
function withoutThemselves(field: CatalogueField, object: CatalogueObject, value: Json, ids: Set<string>): Json {
  if (field.target !== object.name) return value;
  if (Array.isArray(value)) return value.filter((id) => typeof id !== "string" || !ids.has(id));
  return typeof value === "string" && ids.has(value) ? null : value;
}
