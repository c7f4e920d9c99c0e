/** What must hold of a saved view: it can be shown by whoever writes it, and each role has one that comes first. */
import { sql } from "#model/sql.ts";
import { InvalidInput } from "#model/errors.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { plainText } from "#model/json.ts";
import { MOST_PINS } from "#model/view-parts.ts";
import { viewSchema, type ViewDefinition } from "#model/view.ts";
import { fieldAccess, mayUse } from "../access/rights.ts";
import { asSystem, type Context } from "../context.ts";
import { measureOf, readGrouping } from "../query/aggregate.ts";
import { faceOf } from "../query/columns.ts";
import { compileFilter } from "../query/filter.ts";
import { readSort } from "../query/sort.ts";
import { hasUnseen } from "../query/view-seen.ts";
import type { Change } from "../records/change.ts";
import { updateRecords } from "../records/records.ts";
import { defineRules, type Rule } from "../records/rules.ts";

const isShowable: Rule = {
  on: ["create", "update"],
  before: (ctx, changes) => {
    for (const change of changes) {
      const { before } = change;
      // Who may not see all of it would take from everyone what they never saw.
      if (before && change.changes("definition") && hasUnseen(ctx, before["definition"]!, before["object"]!))
        change.refuse("definition", "says something that you may not see", "views.unseenPart");
      else if (change.changes("definition") || change.changes("object")) refuseUnshowable(ctx, change);
    }
  },
};

function refuseUnshowable(ctx: Context, change: Change): void {
  const name = plainText(change.value("object"));
  const object = ctx.catalogue.objects.get(name);
  if (!object) return change.refuse("object", `there is no object "${name}"`, "server.noObject");
  const parsed = viewSchema.safeParse(change.value("definition"));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) change.refuse(["definition", ...issue.path].join("."), issue.message);
    return;
  }
  for (const check of checksOf(ctx, object, parsed.data)) {
    try {
      check();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      for (const issue of error.issues) change.issues.push({ ...issue, path: `definition.${issue.path}` });
    }
  }
}

/** Each part is read as the list would read it; nothing is asked of the database. */
function checksOf(ctx: Context, object: CatalogueObject, view: ViewDefinition): (() => unknown)[] {
  const known = (name: string, path: string) => {
    const field = ctx.catalogue.field(object, name, path);
    if (fieldAccess(ctx.actor, object, field) === "hidden")
      throw new InvalidInput([{ path, message: `${object.name} has no field "${name}"` }]);
    return field;
  };
  const { filter, sort, groupBy, boardField } = view;
  return [
    ...(filter ? [() => compileFilter(ctx, object, filter, "t")] : []),
    ...(sort ? [() => readSort(ctx, object, sort)] : []),
    ...(view.columns ?? []).map(
      ({ field }, place) =>
        () =>
          known(field, `columns.${place}.field`),
    ),
    ...Object.entries(view.totals ?? {}).map(
      ([name, total]) =>
        () =>
          measureOf(ctx, object, `${total}:${name}`, `totals.${name}`),
    ),
    ...(groupBy ? [() => readGrouping(ctx, object, groupBy)] : []),
    ...(boardField
      ? [() => known(boardField, "boardField") && readGrouping(ctx, object, boardField, "boardField")]
      : []),
    ...kindChecks(ctx, object, view, known),
  ];
}

/** What a calendar, a gallery and a chart are made by; a kind that needs to be told of a field is told of one. */
function kindChecks(
  ctx: Context,
  object: CatalogueObject,
  { layout, calendarField, galleryField, chart }: ViewDefinition,
  known: (name: string, path: string) => CatalogueField,
): (() => unknown)[] {
  const refuse = (path: string, message: string) => {
    throw new InvalidInput([{ path, message }]);
  };
  return [
    () => layout === "calendar" && !calendarField && refuse("calendarField", "is needed: the date of the calendar"),
    () => layout === "chart" && !chart && refuse("chart", "is needed: what the chart is made by"),
    () =>
      calendarField && !faceOf(known(calendarField, "calendarField")).clock
        ? refuse("calendarField", `${calendarField} is no date`)
        : undefined,
    () =>
      galleryField && known(galleryField, "galleryField").target !== "file"
        ? refuse("galleryField", `${galleryField} is no picture and no file`)
        : undefined,
    () => chart && readGrouping(ctx, object, chart.by, "chart.by"),
    () => chart?.measure && measureOf(ctx, object, chart.measure, "chart.measure"),
  ];
}

/** What comes first for others, and what stands in their rail, is for those to say who set the workspace up; others must be able to see it. */
const forRolesIsShared: Rule = {
  on: ["create", "update"],
  before: (ctx, changes) => {
    for (const change of changes)
      for (const field of FOR_ROLES) {
        const roles = (change.value(field) ?? []) as string[];
        if (change.changes(field) && roles.length > 0 && !mayUse(ctx.actor, "settings"))
          change.refuse(field, "is set by who looks after the settings", "server.viewDefaultRight");
        else if (roles.length > 0 && change.value("sharing") !== "shared")
          change.refuse(field, "is only for views that are shared", "server.viewDefaultShared");
      }
  },
};
const FOR_ROLES = ["defaultFor", "pinnedFor"] as const;

/** A role begins with one view of an object: a new choice takes the place of the one before. */
const oneDefault: Rule = {
  on: ["create", "update", "restore"],
  after: async (ctx, changes) => {
    for (const change of changes) {
      const roles = (change.value("defaultFor") ?? []) as string[];
      if (roles.length === 0 || (change.kind === "update" && !change.changes("defaultFor"))) continue;
      const others = await ctx.db.query(sql<{ id: string; roles: string[] }>`
        select v.id, array_agg(l.to_id) as roles from views as v join view_default_for as l on l.from_id = v.id
        where v.object = ${plainText(change.value("object"))} and v.deleted_at is null and v.id <> ${change.id}::uuid
        group by v.id having bool_or(l.to_id = any(${roles}::uuid[]))`);
      if (others.length > 0)
        await updateRecords(
          asSystem(ctx),
          "view",
          others.map(({ id, roles: all }) => ({
            id,
            patch: { defaultFor: all.filter((role) => !roles.includes(role)) },
          })),
        );
    }
  },
};

/** What stands in the rail of a role has to fit there. */
const fewPins: Rule = {
  on: ["create", "update", "restore"],
  before: async (ctx, changes) => {
    const pinned = changes.filter((change) => change.kind !== "update" || change.changes("pinnedFor"));
    const rolesOf = (change: Change) => (change.value("pinnedFor") ?? []) as string[];
    const roles = pinned.flatMap(rolesOf);
    if (roles.length === 0) return;
    const others = await ctx.db.query(sql<{ role: string; views: number }>`
      select l.to_id as role, count(*)::int as views from view_pinned_for as l join views as v on v.id = l.from_id
      where l.to_id = any(${roles}::uuid[]) and v.deleted_at is null and v.id <> all(${pinned.map(({ id }) => id)}::uuid[])
      group by l.to_id`);
    const views = new Map(others.map((other) => [other.role, other.views]));
    for (const change of pinned)
      for (const role of rolesOf(change)) {
        views.set(role, (views.get(role) ?? 0) + 1);
        if (views.get(role)! <= MOST_PINS) continue;
        const message = `no more than ${MOST_PINS} views stand in the rail of a role`;
        change.refuse("pinnedFor", message, "server.viewPins", { max: MOST_PINS });
      }
  },
};

export const viewRules = defineRules("view", isShowable, forRolesIsShared, oneDefault, fewPins);
