/** The types of records as they stand in the tables, and the definitions that carry them: a field, and what each type offers. */
import { optionValues } from "#model/option-values.ts";
import type { BusinessRule } from "#model/business-rule.ts";
import type { FieldDefinition } from "#model/field.ts";
import type { ObjectDefinition } from "#model/object.ts";
import { RECORD_TYPE, type RecordType } from "#model/record-type.ts";
import type { Json } from "#model/json.ts";
import { offersOptions } from "./choices.ts";

/** A row of `record_types`. `retired`: in the trash. */
export interface StoredType {
  id: string;
  object: string;
  name: string;
  label: Record<string, string>;
  color: string | null;
  default: boolean | null;
  choices: Record<string, string[]> | null;
  roles: string[];
  position: number | null;
  retired: boolean;
}

/**
 * @returns the definitions with their types. Where all are retired the column keeps its values and shows nowhere. What a type says
 * of a field or an option that is not there any more, it does not say until that is back.
 */
export function withTypes(definitions: readonly ObjectDefinition[], types: readonly StoredType[]): ObjectDefinition[] {
  const byObject = Map.groupBy(types, (type) => type.object);
  return definitions.map((definition) => {
    const own = byObject.get(definition.name);
    return own && !(RECORD_TYPE in definition.fields) ? typed(definition, own.toSorted(inOrder)) : definition;
  });
}

/** What new records begin with comes first, what is retired last: the one that is said to, else the first. */
const inOrder = (one: StoredType, other: StoredType): number =>
  Number(one.retired) - Number(other.retired) ||
  Number(other.default ?? false) - Number(one.default ?? false) ||
  inPlace(one, other);

/** As the company puts them, else as they were made: what was given no place follows. */
const inPlace = (one: StoredType, other: StoredType): number =>
  (one.position ?? Infinity) - (other.position ?? Infinity) || (one.id < other.id ? -1 : 1);

function typed(definition: ObjectDefinition, types: readonly StoredType[]): ObjectDefinition {
  const field = fieldOf(types);
  if (types.every((type) => type.retired))
    return { ...definition, retired: { ...definition.retired, [RECORD_TYPE]: field } };
  const [first, ...rest] = definition.layout;
  const [title, ...columns] = definition.list.columns;
  return {
    ...definition,
    fields: { ...definition.fields, [RECORD_TYPE]: field },
    types: types.map(typeOf),
    rules: [...types.flatMap((type) => rulesOf(definition, type)), ...(definition.rules ?? [])],
    layout: first ? [{ ...first, fields: [...first.fields, RECORD_TYPE] }, ...rest] : definition.layout,
    list: { ...definition.list, columns: [...(title === undefined ? [] : [title]), RECORD_TYPE, ...columns] },
  };
}

/** Options in the order of the company, whichever is the first of new records. */
const fieldOf = (types: readonly StoredType[]): FieldDefinition => ({
  type: "choice",
  options: types
    .toSorted((one, other) => Number(one.retired) - Number(other.retired) || inPlace(one, other))
    .map(({ name, label, color }) => ({ value: name, label, ...(color ? { color } : {}) })),
  required: true,
  index: true,
  default: types[0]!.name,
});

const typeOf = ({ id, name, retired, roles }: StoredType): RecordType => ({
  id,
  name,
  ...(retired ? { retired } : {}),
  ...(roles.length > 0 ? { roles } : {}),
});

function rulesOf(definition: ObjectDefinition, { id, name, choices }: StoredType): BusinessRule[] {
  return Object.entries(choices ?? {}).flatMap(([of, named]) => {
    const field = definition.fields[of];
    if (!field || !offersOptions(field)) return [];
    const offers = optionValues(field).filter((option) => named.includes(option));
    if (offers.length === 0) return [];
    const rule = (kind: BusinessRule["kind"], settings: BusinessRule["settings"]): BusinessRule => ({
      id: `${id} ${of} ${kind}`,
      ofType: true,
      kind,
      fields: [of],
      when: { field: RECORD_TYPE, op: "eq", value: name },
      settings,
    });
    const begins = beginning(field.default, offers);
    return [...(begins === undefined ? [] : [rule("default", { value: begins })]), rule("choices", { offers })];
  });
}

/** What a new record begins with where the field's own beginning is not offered: what is left of it, or the first option. */
function beginning(said: Json | undefined, offers: readonly string[]): Json | undefined {
  const wanted = Array.isArray(said) ? said : said === null || said === undefined ? [] : [said];
  const left = wanted.filter((option) => typeof option === "string" && offers.includes(option));
  if (left.length === wanted.length) return undefined;
  const begins = left.length > 0 ? left : [offers[0]!];
  return Array.isArray(said) ? begins : begins[0]!;
}
