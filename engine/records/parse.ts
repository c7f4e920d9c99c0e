/** Reads what was handed in against the catalogue: unknown keys, rights on fields, values, defaults, children. */
import { parentField, type Catalogue, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import type { Issue } from "#model/errors.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import { dayIn } from "#model/time-zone.ts";
import type { Context } from "../context.ts";
import { fieldAccess } from "../access/rights.ts";
import type { Change } from "./change.ts";
import type { Meant } from "./relations.ts";
import { uuidv7 } from "./uuid.ts";

const IGNORED = new Set(["id", "version", "title", "createdAt", "updatedAt", "createdBy", "updatedBy", "deletedAt"]);
const MAX_CHILDREN = 20_000;

/**
 * Fills the change's patch from the input and notes every issue; relations that need a look-up are added to `meant`.
 * @param known fields whose values their types have read before: they are taken as they are.
 */
export function readInput(
  ctx: Context,
  change: Change,
  input: unknown,
  meant: Meant[],
  known?: ReadonlySet<string>,
): void {
  if (!isObject(input)) return change.refuse("", "is no object of fields");
  for (const [name, value] of Object.entries(input)) {
    const field = change.object.fields.get(name);
    if (!field || isHidden(ctx, change.object, field)) {
      if (!IGNORED.has(name))
        change.refuse(name, `${change.object.name} has no field "${name}"`, "issue.unknownField", { field: name });
      continue;
    }
    if (IGNORED.has(name) && field.source === "system") continue;
    if (!mayWrite(ctx, change.object, field)) change.refuse(name, "is not written by hand", "issue.readOnly");
    else readField(ctx, change, field, value as Json, meant, known?.has(name) === true);
  }
  if (change.kind === "create") addDefaults(ctx, change);
}

const isHidden = (ctx: Context, object: CatalogueObject, field: CatalogueField) =>
  fieldAccess(ctx.actor, object, field) === "hidden";

/** The system may write what rules write; nobody writes what the machine keeps. */
function mayWrite(ctx: Context, object: CatalogueObject, field: CatalogueField): boolean {
  if (field.source === "system" || field.source === "statistics" || field.source === "computed") return false;
  return ctx.actor.rights === null || fieldAccess(ctx.actor, object, field) === "write";
}

const isEmpty = (value: Json | undefined) => value === null || value === undefined || value === "";

function readField(
  ctx: Context,
  change: Change,
  field: CatalogueField,
  value: Json,
  meant: Meant[],
  known: boolean,
): void {
  const put = (found: Json) => change.set(field.name, found);
  if (field.type.storage === "children") return readChildren(ctx, change, field, value, meant);
  if (field.type.storage === "links") return readLinks(change, field, value, meant);
  if (isEmpty(value)) return put(null);
  if (field.target) {
    put(null);
    meant.push({ field, value, path: field.name, put, refuse: (issue) => change.issues.push(issue) });
    return;
  }
  if (known) return put(value);
  const parsed = field.type.parse(value, field.definition, ctx.workspace.settings);
  if ("issue" in parsed) change.issues.push(at(field.name, parsed.issue));
  else put(parsed.value);
}

/** An issue of a value at the place of its field. */
export function at(path: string, issue: Omit<Issue, "path"> & { path?: string }): Issue {
  return { ...issue, path: issue.path ? `${path}.${issue.path}` : path };
}

function readLinks(change: Change, field: CatalogueField, value: Json, meant: Meant[]): void {
  const list = isEmpty(value)
    ? []
    : Array.isArray(value)
      ? value
      : typeof value === "string"
        ? value
            .split(/[,;،]/)
            .map((part) => part.trim())
            .filter(Boolean)
        : undefined;
  if (!list) return change.refuse(field.name, "is a list of records");
  const ids: (string | null)[] = list.map(() => null);
  change.set(field.name, ids);
  list.forEach((each, index) => {
    meant.push({
      field,
      value: each,
      path: `${field.name}.${index}`,
      put: (id) => {
        ids[index] = id;
      },
      refuse: (issue) => change.issues.push(issue),
    });
  });
}

function readChildren(ctx: Context, change: Change, field: CatalogueField, value: Json, meant: Meant[]): void {
  const child = ctx.catalogue.object(field.target!);
  const list = isEmpty(value) ? [] : value;
  if (!Array.isArray(list)) return change.refuse(field.name, `is a list of ${child.plural}`);
  if (list.length > MAX_CHILDREN) return change.refuse(field.name, `has more than ${MAX_CHILDREN} lines`);
  const plan = childPlan(ctx, child);
  change.set(
    field.name,
    list.map((line, index) => readLine(ctx, change, plan, line, `${field.name}.${index}`, index, meant)),
  );
}

interface ChildPlan {
  object: CatalogueObject;
  fields: Map<string, CatalogueField>;
  defaults: [string, Json][];
  required: CatalogueField[];
}

/** What is the same for all lines is worked out once. */
function childPlan(ctx: Context, object: CatalogueObject): ChildPlan {
  const by = parentField(ctx.catalogue, object).name;
  const fields = new Map(
    [...object.fields].filter(([name, each]) => each.source === "own" && name !== by && mayWrite(ctx, object, each)),
  );
  const own = [...object.fields.values()].filter((each) => each.source === "own" && each.name !== by);
  return {
    object,
    fields,
    defaults: own
      .filter((each) => each.definition.default !== undefined)
      .map((each) => [each.name, defaultOf(ctx, each)]),
    required: own.filter((each) => each.definition.required),
  };
}

function readLine(
  ctx: Context,
  change: Change,
  plan: ChildPlan,
  line: Json,
  path: string,
  index: number,
  meant: Meant[],
): JsonObject {
  const values: JsonObject = { id: uuidv7() };
  if (!isObject(line)) {
    change.refuse(path, "is no object of fields");
    return values;
  }
  for (const name in line) {
    const value = line[name] as Json;
    const field = plan.fields.get(name);
    if (!field) {
      if (!IGNORED.has(name) && plan.object.fields.get(name)?.definition.readOnly !== true)
        change.refuse(`${path}.${name}`, `${plan.object.name} has no field "${name}" to write`, "issue.unknownField");
      continue;
    }
    if (isEmpty(value)) values[name] = null;
    else if (field.target)
      meant.push({
        field,
        value,
        path: `${path}.${name}`,
        put: (id) => (values[name] = id),
        refuse: (issue) => change.issues.push(issue),
      });
    else {
      const parsed = field.type.parse(value, field.definition, ctx.workspace.settings);
      if ("issue" in parsed) change.issues.push(at(`${path}.${name}`, parsed.issue));
      else values[name] = parsed.value;
    }
  }
  for (const [name, value] of plan.defaults) values[name] ??= value;
  if (plan.object.fields.has("position")) values["position"] = index + 1;
  for (const field of plan.required)
    if (isEmpty(line[field.name] as Json) && isEmpty(values[field.name]))
      change.refuse(`${path}.${field.name}`, "is needed", "issue.required");
  return values;
}

function addDefaults(ctx: Context, change: Change): void {
  for (const field of change.object.fields.values()) {
    if (field.definition.default === undefined || !isEmpty(change.patch[field.name])) continue;
    if (change.issues.some((issue) => issue.path === field.name)) continue;
    change.patch[field.name] = defaultOf(ctx, field);
  }
}

/** `{ me: true }` is the acting user, `{ now: true }` this moment. */
export function defaultOf(ctx: Context, field: CatalogueField, value: Json = field.definition.default ?? null): Json {
  if (isObject(value) && value["me"] === true) return ctx.actor.userId;
  if (isObject(value) && value["now"] === true)
    return field.type.name === "date" ? dayIn(ctx.workspace.settings.timeZone, ctx.now()) : ctx.now().toISOString();
  return value;
}

/** Notes what is needed and missing, once rules have had their say. */
export function checkRequired(catalogue: Catalogue, change: Change): void {
  for (const field of catalogue.object(change.object.name).fields.values()) {
    if (!field.definition.required || field.source === "statistics" || field.source === "system") continue;
    const touched = change.kind === "create" || field.name in change.patch;
    if (touched && isEmpty(change.value(field.name)) && !change.issues.some((issue) => issue.path === field.name))
      change.refuse(field.name, "is needed", "issue.required");
  }
}
