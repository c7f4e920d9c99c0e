/** The definitions of a workspace: those of the product, with what the company added, said in the same language. */
import type { FieldDefinition } from "#model/field.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import type { ObjectDefinition } from "#model/object.ts";

/** A row of `custom_objects`. `retired`: in the trash. */
export interface CustomObject {
  name: string;
  label: Record<string, { one: string; many: string }>;
  icon: string | null;
  ownership: string;
  position: number;
  retired: boolean;
  /** Its record's id, which says when it was made. */
  since?: string;
}

/** A row of `custom_fields`. */
export interface CustomField {
  object: string;
  name: string;
  type: string;
  label: Record<string, string>;
  help: Record<string, string> | null;
  settings: JsonObject | null;
  position: number;
  number: number;
  retired: boolean;
  /** Its record's id, which says when it was made. */
  since?: string;
}

/** Where the fields stand that were added to an object of the product. */
const GROUP = "custom";
/** Where the company's objects stand on what can be about them. */
const ABOUT = "about";
/** Columns that the list of a new object shows beside its name. */
const SHOWN_AT_FIRST = 5;

/** What a field may not say of itself: its type and words stand beside the settings, its column is ours. */
const APART = new Set(["type", "label", "help", "column", "since", "secret"]);

/** Objects that a company may give fields: not lines, nor what the machine keeps. */
export const takesFields = ({ childOf, governedBy, written, internal }: ObjectDefinition): boolean =>
  !childOf && !governedBy && (written !== "own" || internal !== true);

/** The field as a definition in code would say it. */
export function definitionOf({ type, label, help, settings, number, since }: CustomField): FieldDefinition {
  const said = Object.entries(isObject(settings as Json) ? settings! : {}).filter(([name]) => !APART.has(name));
  const own = { column: `x${number}`, ...(since === undefined ? {} : { since }) };
  return { ...Object.fromEntries(said), type, label, ...(help ? { help } : {}), ...own };
}

/** @returns the product's definitions with all that was added; what is retired keeps its columns and shows nowhere. */
export function withCustom(
  product: readonly ObjectDefinition[],
  objects: readonly CustomObject[],
  fields: readonly CustomField[],
): ObjectDefinition[] {
  const inOrder = fields.toSorted((a, b) => a.position - b.position || a.number - b.number);
  const byObject = Map.groupBy(inOrder, (field) => field.object);
  const made = objects
    .filter((object) => !object.retired)
    .toSorted((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1));
  const own = made.map((object) => ownObject(object, byObject.get(object.name) ?? []));
  return [
    ...product.map((definition) => aboutOwn(extended(definition, byObject.get(definition.name) ?? []), made)),
    ...own,
  ];
}

/** Does the field come with the object of its name, and go with it? */
export const isAbout = ({ aboutOwn: takes }: ObjectDefinition, name: string, target: string | undefined): boolean =>
  takes === true && name === target;

/** Each object of the company brings a relation; a field that the company gave that name stands in its place. */
function aboutOwn(definition: ObjectDefinition, made: readonly CustomObject[]): ObjectDefinition {
  if (definition.aboutOwn !== true || made.length === 0) return definition;
  const { fields, layout, timeline, retired } = definition;
  const free = made.filter(({ name }) => !(name in fields) && !(name in (retired ?? {})));
  const pointing = made.filter((object) => free.includes(object) || fields[object.name]?.["to"] === object.name);
  return {
    ...definition,
    fields: { ...fields, ...Object.fromEntries(free.map((object) => [object.name, relationTo(object)])) },
    layout: free.length > 0 ? [...layout, { name: ABOUT, fields: free.map(({ name }) => name) }] : layout,
    ...(timeline
      ? { timeline: { ...timeline, subjects: [...timeline.subjects, ...pointing.map(({ name }) => name)] } }
      : {}),
  };
}

function relationTo({ name, label, since }: CustomObject): FieldDefinition {
  const words = Object.entries(label).map(([language, { one }]) => [language, one]);
  return {
    type: "relation",
    to: name,
    index: true,
    label: Object.fromEntries(words),
    ...(since === undefined ? {} : { since }),
  };
}

const living = (fields: readonly CustomField[]) => fields.filter((field) => !field.retired);

const definitions = (fields: readonly CustomField[]): Record<string, FieldDefinition> =>
  Object.fromEntries(fields.map((field) => [field.name, definitionOf(field)]));

function retiredOf(fields: readonly CustomField[]): Pick<ObjectDefinition, "retired"> {
  const retired = fields.filter((field) => field.retired);
  return retired.length > 0 ? { retired: definitions(retired) } : {};
}

function extended(definition: ObjectDefinition, fields: readonly CustomField[]): ObjectDefinition {
  if (fields.length === 0) return definition;
  const shown = living(fields);
  const required = shown.filter((field) => field.settings?.["required"] === true).map((field) => field.name);
  return {
    ...definition,
    fields: { ...definition.fields, ...definitions(shown) },
    ...retiredOf(fields),
    ...(shown.length > 0
      ? { layout: [...definition.layout, { name: GROUP, fields: shown.map((field) => field.name) }] }
      : {}),
    ...(definition.create && required.length > 0 ? { create: [...definition.create, ...required] } : {}),
  };
}

function ownObject(object: CustomObject, fields: readonly CustomField[]): ObjectDefinition {
  const shown = living(fields).map((field) => field.name);
  const owned = object.ownership === "owner";
  return {
    name: object.name,
    label: object.label,
    area: GROUP,
    icon: object.icon ?? "box",
    title: ["name"],
    fields: {
      name: { type: "text", required: true, search: true, index: true, sounds: true, maxLength: 300 },
      ...definitions(living(fields)),
    },
    ...retiredOf(fields),
    ownership: owned ? { by: "owner" } : { by: "none" },
    list: {
      columns: ["name", ...shown.slice(0, SHOWN_AT_FIRST), ...(owned ? ["owner"] : []), "updatedAt"],
      sort: "name",
    },
    layout: [{ name: "main", fields: ["name", ...shown, ...(owned ? ["owner", "team"] : [])] }],
    create: ["name", ...shown, ...(owned ? ["owner"] : [])],
    timeline: { subjects: ["self"], at: "createdAt" },
  };
}
