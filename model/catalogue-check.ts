/** Refuses nonsense in object definitions at start-up, kindly: every fault at once, naming object and field. */
import { SYSTEM_FIELDS, OWNER_FIELDS, type Configuration, type ObjectDefinition } from "./object.ts";
import { COMPUTED, COMPUTED_OPTIONS, isComputed } from "./computed.ts";
import { isName } from "./naming.ts";
import type { FieldDefinition, FieldOptions, FieldType } from "./field.ts";

const OPTIONS: Record<keyof FieldOptions | "type", true> = {
  type: true,
  required: true,
  unique: true,
  readOnly: true,
  default: true,
  search: true,
  index: true,
  personal: true,
  sensitive: true,
  secret: true,
  label: true,
  help: true,
  column: true,
  since: true,
};
const RESERVED = new Set(["id", "version", "deletedAt", "operationId", "constructor", "prototype"]);

/** @returns sentences; none where all is well. */
export function checkDefinitions(definitions: readonly ObjectDefinition[], types: Record<string, FieldType>): string[] {
  const names = new Set<string>();
  const faults: string[] = [];
  for (const definition of definitions) {
    if (names.has(definition.name)) faults.push(`${definition.name}: two objects have this name`);
    names.add(definition.name);
  }
  for (const definition of definitions) {
    faults.push(...checkObject(definition, names, types).map((fault) => `${definition.name}${fault}`));
  }
  return faults;
}

function checkObject(definition: ObjectDefinition, objects: Set<string>, types: Record<string, FieldType>): string[] {
  const faults: string[] = [];
  if (!isName(definition.name)) faults.push(`: an object's name is camelCase, letters and digits, at most 40 of them`);
  const all = { ...definition.fields, ...definition.statistics };
  for (const [name, field] of Object.entries(all)) {
    faults.push(...checkField(name, field, objects, types).map((fault) => `.${name}: ${fault}`));
  }
  const known = new Set([
    ...Object.keys(all),
    ...Object.keys(SYSTEM_FIELDS),
    ...(definition.ownership.by === "owner" ? Object.keys(OWNER_FIELDS) : []),
  ]);
  const named: [string, string[]][] = [
    ["title", definition.title],
    ["list.columns", definition.list.columns],
    ["list.sort", definition.list.sort.split(",").map((part) => part.replace(/^-/, ""))],
    ["layout", definition.layout.flatMap((group) => group.fields)],
    ["create", definition.create ?? []],
    [
      "timeline",
      definition.timeline
        ? [
            definition.timeline.at,
            ...definition.timeline.subjects.filter((s) => s !== "self").map((s) => s.split(".")[0]!),
          ]
        : [],
    ],
    ["shared", definition.shared ? [definition.shared.field] : []],
    ["configuration", definition.configuration ? configurationFields(definition.configuration) : []],
    ["ownership", definition.ownership.by === "parent" ? [definition.ownership.field] : []],
  ];
  for (const [place, fields] of named) {
    for (const field of fields) if (!known.has(field)) faults.push(`.${place}: there is no field "${field}"`);
  }
  if (definition.shared && definition.ownership.by !== "owner")
    faults.push(`.shared: only what has an owner can be shared`);
  for (const field of definition.title)
    if (definition.fields[field]?.sensitive)
      faults.push(`.title: "${field}" is sensitive, and names of records are shown wherever they are pointed at`);
  if (definition.title.length === 0) faults.push(`.title: say at least one field that names a record`);
  return faults;
}

const configurationFields = ({ key, productKey, only, without, off }: Configuration): string[] => [
  ...key,
  ...(productKey ? [productKey] : []),
  ...(only ? [only.field] : []),
  ...(without ?? []),
  ...(off ? [off] : []),
];

/** What is wrong with one field, in sentences. `objects`: the names of all there are, that it may point at. */
export function checkField(
  name: string,
  field: FieldDefinition,
  objects: ReadonlySet<string>,
  types: Record<string, FieldType>,
): string[] {
  if (RESERVED.has(name) || name in SYSTEM_FIELDS || name in OWNER_FIELDS) return [`the name is taken by the system`];
  if (!isName(name)) return [`a field's name is camelCase, letters and digits, at most 40 of them`];
  if (isComputed(field)) return checkComputed(field);
  const type = types[field.type];
  if (!type) return [`there is no field type "${field.type}"; there are ${Object.keys(types).join(", ")}`];
  const faults: string[] = [];
  for (const [setting, value] of Object.entries(field)) {
    if (setting in OPTIONS) continue;
    const schema = type.settings[setting];
    if (!schema)
      faults.push(
        `a ${field.type} has no setting "${setting}"; it has ${Object.keys(type.settings).join(", ") || "none"}`,
      );
    else if (!schema.safeParse(value).success)
      faults.push(`the setting "${setting}" does not fit: ${JSON.stringify(value)}`);
  }
  const fault = faults.length === 0 ? type.check?.(field) : undefined;
  if (fault) faults.push(fault);
  const target = faults.length === 0 ? type.refersTo?.(field).object : undefined;
  if (target !== undefined && !objects.has(target))
    faults.push(`it points at "${target}", and there is no such object`);
  return faults;
}

/** What it reads is looked at when all fields are known. */
function checkComputed(field: FieldDefinition): string[] {
  const settings = COMPUTED[field.type]!;
  const faults: string[] = [];
  for (const [setting, value] of Object.entries(field)) {
    if (COMPUTED_OPTIONS.has(setting)) continue;
    if (!settings[setting])
      faults.push(`a ${field.type} has no setting "${setting}"; it has ${Object.keys(settings).join(", ")}`);
    else if (!settings[setting].safeParse(value).success)
      faults.push(`the setting "${setting}" does not fit: ${JSON.stringify(value)}`);
  }
  for (const [setting, schema] of Object.entries(settings))
    if (!(setting in field) && !schema.safeParse(undefined).success)
      faults.push(`a ${field.type} needs the setting "${setting}"`);
  return faults;
}
