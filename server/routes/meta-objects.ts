/** The catalogue as one caller may know it: what is hidden from the role is not there. */
import { fieldAccess, mayUse, scopeOf, seesPath, type Action } from "#engine/access/rights.ts";
import { isMergeable } from "#engine/merge/merge.ts";
import { faceOf } from "#engine/query/columns.ts";
import type { Context } from "#engine/context.ts";
import { readsOf, type BusinessRule } from "#model/business-rule.ts";
import { openTypes, RECORD_TYPE, rulesFor } from "#model/record-type.ts";
import { layoutFor } from "#model/page-layout.ts";
import { standsAlone, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import { operatorsOf } from "#model/operand.ts";

export function metaObjects(ctx: Context): Record<string, unknown>[] {
  return [...ctx.catalogue.objects.values()]
    .filter((object) => may(ctx, object, "read") || may(ctx, object, "create"))
    .map((object) => metaObject(ctx, object));
}

const may = (ctx: Context, object: CatalogueObject, action: Action): boolean =>
  scopeOf(ctx.actor, object, action) !== "none";

function metaObject(ctx: Context, object: CatalogueObject): Record<string, unknown> {
  const { definition } = object;
  const visible = new Set(
    [...object.fields.values()]
      .filter((field) => fieldAccess(ctx.actor, object, field) !== "hidden")
      .map((field) => field.name),
  );
  const known = (names: readonly string[]) => names.filter((name) => visible.has(name.replace(/^-/, "")));
  const laidOut = ({ layout, create }: ReturnType<typeof layoutFor>) => ({
    layout: layout
      .map((group) => ({ ...group, fields: known(group.fields) }))
      .filter((group) => group.fields.length > 0),
    create: known(create ?? askedFor(object)),
  });
  return {
    name: object.name,
    plural: object.plural,
    path: object.path,
    ...(definition.label ? { label: definition.label } : {}),
    area: definition.area,
    icon: definition.icon,
    title: known(definition.title),
    internal: definition.internal === true,
    ...(definition.childOf ? { childOf: definition.childOf } : {}),
    ownership: definition.ownership,
    ...(definition.shared ? { shared: true } : {}),
    list: { columns: known(definition.list.columns), sort: known(definition.list.sort.split(",")).join(",") },
    ...laidOut(layoutFor(definition, ctx.actor)),
    ...(definition.types && visible.has(RECORD_TYPE) ? { types: typesOf(ctx, object, laidOut) } : {}),
    ...(definition.layouts && mayUse(ctx.actor, "settings")
      ? { ownLayout: definition.layout, ownCreate: definition.create ?? askedFor(object) }
      : {}),
    ...(definition.timeline ? { timeline: true } : {}),
    ...rulesOf(ctx, object),
    rights: {
      read: may(ctx, object, "read"),
      create: may(ctx, object, "create") && standsAlone(object),
      update: may(ctx, object, "update") && standsAlone(object),
      delete: may(ctx, object, "delete") && standsAlone(object),
      export: may(ctx, object, "export"),
      merge: isMergeable(object, ctx.catalogue) && may(ctx, object, "update") && may(ctx, object, "delete"),
    },
    fields: [...object.fields.values()]
      .filter((field) => visible.has(field.name))
      .map((field) => metaField(ctx, object, field)),
    related: related(ctx, object),
  };
}

/** The types of its records: whether the caller may give them, and where they are laid out otherwise, how. */
function typesOf<L>(
  ctx: Context,
  { definition }: CatalogueObject,
  laidOut: (layout: ReturnType<typeof layoutFor>) => L,
): Record<string, unknown>[] {
  const open = new Set(openTypes(definition, ctx.actor));
  return (definition.types ?? []).map((type) => ({
    name: type.name,
    open: open.has(type),
    ...(definition.layouts?.some((layout) => layout.type === type.name)
      ? laidOut(layoutFor(definition, ctx.actor, type.name))
      : {}),
  }));
}

function metaField(ctx: Context, object: CatalogueObject, field: CatalogueField): Record<string, unknown> {
  const { column: _ours, since: _too, ...said } = field.definition;
  return {
    ...said,
    name: field.name,
    source: field.source,
    access: fieldAccess(ctx.actor, object, field),
    ...(field.computed ? { computed: field.computed.by } : {}),
    operators: operatorsOf(field),
    sortable: field.type.sortable,
    storage: field.type.storage,
    ...(faceOf(field).amount ? { amount: true } : {}),
    ...(faceOf(field).clock ? { steps: true } : {}),
    ...(field.target ? { target: field.target } : {}),
  };
}

/** The rules that the caller can meet; one that looks at what is hidden from them holds all the same, and is not told. */
function rulesOf(ctx: Context, object: CatalogueObject): { rules?: BusinessRule[] } {
  const seen = (path: string): boolean => seesPath(ctx, object, path);
  const rules = rulesFor(object.definition, ctx.actor).flatMap((rule) => {
    const fields = rule.fields.filter(seen);
    const told = readsOf(rule).every(seen) && (fields.length > 0 || rule.fields.length === 0);
    const needs = Object.entries(rule.settings.needs ?? {}).map(([value, names]): [string, string[]] => [
      value,
      names.filter(seen),
    ]);
    const settings = rule.settings.needs ? { ...rule.settings, needs: Object.fromEntries(needs) } : rule.settings;
    return told ? [{ ...rule, fields, settings }] : [];
  });
  return rules.length > 0 ? { rules } : {};
}

function askedFor(object: CatalogueObject): string[] {
  const required = [...object.fields.values()]
    .filter((field) => field.definition.required && !field.definition.readOnly && field.source === "own")
    .map((field) => field.name);
  return [...new Set([...object.definition.title, ...required])];
}

function related(ctx: Context, object: CatalogueObject): Record<string, unknown>[] {
  return [...object.inverse.values()].flatMap(({ name, object: other, field }) => {
    const from = ctx.catalogue.object(other);
    if (!may(ctx, from, "read") || fieldAccess(ctx.actor, from, from.fields.get(field)!) === "hidden") return [];
    return [{ name, object: other, path: from.path, field }];
  });
}
