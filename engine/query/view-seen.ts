/** What the definition of a view tells its reader: nothing of fields that are hidden from them. */
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { isCondition, isRelated } from "#model/filter-kind.ts";
import type { Condition, Filter } from "#model/filter.ts";
import { isObject, plainText, type Json, type JsonObject } from "#model/json.ts";
import { rightsOn, type ObjectRights } from "#model/rights.ts";
import type { ViewDefinition } from "#model/view.ts";
import { fieldAccess, scopeOf } from "../access/rights.ts";
import type { Context } from "../context.ts";

/**
 * Stands where a condition does that the reader may not see. No field is called so: a list that is asked by it is refused, and so is
 * never longer than the view means, and no view is saved with it.
 */
export const UNSEEN: Condition = { field: "?", op: "notEmpty" };

/** Objects that a name may be read of: one, or all where it is not known which is meant. */
type Among = readonly CatalogueObject[];

function hides(ctx: Context, among: Among, path: string): boolean {
  const [name = "", ...rest] = path.split(".");
  return among.some((object) => {
    const field = object.fields.get(name) ?? object.retired.get(name);
    if (!field) return false;
    if (unreadable(ctx, object) || fieldAccess(ctx.actor, object, field) === "hidden") return true;
    const target = rest.length === 0 ? undefined : ctx.catalogue.objects.get(field.target ?? "");
    return target !== undefined && (unreadable(ctx, target) || hides(ctx, [target], rest.join(".")));
  });
}

const unreadable = (ctx: Context, object: CatalogueObject): boolean => scopeOf(ctx.actor, object, "read") === "none";

function filterAsSeen(ctx: Context, among: Among, filter: Filter): Filter {
  if (isCondition(filter)) return hides(ctx, among, filter.field) ? UNSEEN : filter;
  if (isRelated(filter)) {
    const targets = relatedBy(ctx, among, filter.has);
    if (hides(ctx, among, filter.has) || targets === undefined) return UNSEEN;
    return filter.where ? { ...filter, where: filterAsSeen(ctx, targets, filter.where) } : filter;
  }
  if ("not" in filter) return { not: filterAsSeen(ctx, among, filter.not) };
  if ("and" in filter) return { and: filter.and.map((part) => filterAsSeen(ctx, among, part)) };
  return { or: filter.or.map((part) => filterAsSeen(ctx, among, part)) };
}

/** The objects that the relation leads to; undefined where the reader may not know of one. */
function relatedBy(ctx: Context, among: Among, has: string): CatalogueObject[] | undefined {
  const found = new Set<CatalogueObject>();
  for (const object of among) {
    const inverse = object.inverse.get(has);
    const target = ctx.catalogue.objects.get(inverse?.object ?? object.fields.get(has)?.target ?? "");
    if (!target) continue;
    if (unreadable(ctx, target) || (inverse && hides(ctx, [target], inverse.field))) return undefined;
    found.add(target);
  }
  return [...found];
}

/** A condition keeps its place without saying anything; of the rest what the reader does not know is left out. */
function viewAsSeen(ctx: Context, among: Among, view: ViewDefinition): ViewDefinition {
  const seen = (path: string | undefined): boolean => path === undefined || !hides(ctx, among, path.split(":")[0]!);
  const { filter, sort, columns, totals, groupBy, boardField, calendarField, galleryField, chart, layout, ...rest } =
    view;
  const measured = chart?.measure?.split(":")[1];
  const drawn = seen(boardField) && seen(calendarField) && seen(chart?.by) && seen(measured);
  const order = sort?.split(",").filter((part) => seen(part.trim().replace(/^[-+]/, "")));
  return {
    ...rest,
    ...(filter ? { filter: filterAsSeen(ctx, among, filter) } : {}),
    ...(order && order.length > 0 ? { sort: order.join(",") } : {}),
    ...(columns ? { columns: columns.filter(({ field }) => seen(field)) } : {}),
    ...(totals ? { totals: Object.fromEntries(Object.entries(totals).filter(([name]) => seen(name))) } : {}),
    ...(groupBy && seen(groupBy) ? { groupBy } : {}),
    ...(galleryField && seen(galleryField) ? { galleryField } : {}),
    // What it is drawn by is not there for them: it is a table.
    ...(drawn
      ? {
          ...(layout ? { layout } : {}),
          ...(boardField ? { boardField } : {}),
          ...(calendarField ? { calendarField } : {}),
          ...(chart ? { chart } : {}),
        }
      : {}),
  };
}

const kept = new WeakMap<CatalogueObject, CatalogueField[]>();

/** The fields that hold definitions of views. */
function viewFields(object: CatalogueObject): readonly CatalogueField[] {
  let found = kept.get(object);
  if (!found) kept.set(object, (found = [...object.fields.values()].filter(holdsViews)));
  return found;
}

/** Is what stands in it told only as far as the reader may see what it names? */
export const holdsViews = (field: CatalogueField): boolean => field.definition["shape"] === "view";

const hidesSome = ({ read, fields = {} }: ObjectRights): boolean =>
  read === "none" || Object.values(fields).includes("hidden");

/** @param of the name of the object whose list it is; undefined where that is not known */
export function definitionAsSeen(ctx: Context, definition: Json, of: Json | undefined): Json {
  if (ctx.actor.rights === null || !isObject(definition)) return definition;
  const view = definition as unknown as ViewDefinition;
  if (of === undefined) return viewAsSeen(ctx, [...ctx.catalogue.objects.values()], view) as Json;
  const object = ctx.catalogue.objects.get(plainText(of));
  // Of an object that is retired the role still says what it said.
  if (!object) return hidesSome(rightsOn(ctx.actor.rights, plainText(of))) ? {} : definition;
  return unreadable(ctx, object) ? {} : (viewAsSeen(ctx, [object], view) as Json);
}

/** Does the definition name what the actor may not see? */
export const hasUnseen = (ctx: Context, definition: Json, of: Json): boolean =>
  JSON.stringify(inOrder(definitionAsSeen(ctx, definition, of))) !== JSON.stringify(inOrder(definition));

/** What is left out changes the text, and the order of its parts does not. */
const inOrder = (value: Json): Json =>
  isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value;

/** What is asked for, with the name of the object that a view is of: without it nobody could judge what it may tell. */
export const withViewed = <S extends { fields?: readonly string[] | undefined }>(
  object: CatalogueObject,
  selection: S,
): S =>
  selection.fields && viewFields(object).some(({ name }) => selection.fields!.includes(name))
    ? { ...selection, fields: [...new Set([...selection.fields, "object"])] }
    : selection;

/** The record, or one of a list, as the actor may know it. */
export function recordAsSeen<T extends JsonObject>(ctx: Context, object: CatalogueObject, record: T): T {
  const parts = viewFields(object).flatMap(({ name }) =>
    name in record ? [[name, definitionAsSeen(ctx, record[name]!, record["object"])] as const] : [],
  );
  return parts.length > 0 ? { ...record, ...Object.fromEntries(parts) } : record;
}

/** The same of finished JSON: of one record or of several. Nothing is read where the object holds no views. */
export function textAsSeen(ctx: Context, object: CatalogueObject, text: string): string {
  if (ctx.actor.rights === null || viewFields(object).length === 0) return text;
  const told = JSON.parse(text) as JsonObject | JsonObject[];
  const seen = Array.isArray(told)
    ? told.map((record) => recordAsSeen(ctx, object, record))
    : recordAsSeen(ctx, object, told);
  return JSON.stringify(seen);
}
