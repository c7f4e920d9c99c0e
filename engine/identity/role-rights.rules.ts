/** What must hold of the rights that a role is given: they can be read, asked, and are no more than the giver's own. */
import type { CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import type { Filter } from "#model/filter.ts";
import { rightsSchema, type ObjectRights, type Rights } from "#model/rights.ts";
import type { Context } from "../context.ts";
import { FilterCompiler } from "../query/filter-compiler.ts";
import type { Change } from "../records/change.ts";
import type { Rule } from "../records/rules.ts";
import { exceeding } from "./exceeding.ts";
import { isOwner, OWNER } from "./owner.ts";

export const rightsAreRights: Rule = {
  on: ["create", "update"],
  before: async (ctx, changes) => {
    const owner = await isOwner(ctx);
    for (const change of changes) {
      if (change.before?.["key"] === OWNER && change.changes("rights") && ctx.actor.rights !== null) {
        change.refuse(
          "rights",
          "of the owner cannot be changed: someone must be able to do everything",
          "server.ownerRights",
        );
      } else if (change.changes("rights")) {
        refuseBadRights(ctx, change);
        if (change.sound && ctx.actor.rights !== null && !owner) refuseBeyondOwn(ctx, ctx.actor.rights, change);
      }
    }
  },
};

function refuseBeyondOwn(ctx: Context, own: Rights, change: Change): void {
  const place = exceeding(rightsSchema.parse(change.patch["rights"]), own, ctx.catalogue);
  if (place) change.refuse(`rights.${place}`, "is more than your own role may do", "server.aboveOwn", { place });
}

function refuseBadRights(ctx: Context, change: Change): void {
  const parsed = rightsSchema.safeParse(change.patch["rights"]);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) change.refuse(["rights", ...issue.path].join("."), issue.message);
    return;
  }
  for (const name of Object.keys(parsed.data.objects)) {
    if (!ctx.catalogue.objects.has(name)) change.refuse(`rights.objects.${name}`, "is no object", "server.noObject");
  }
  if (change.sound) refuseUnreadableRights(ctx, change, parsed.data);
}

/** A condition that cannot be asked would shut everyone out, a field misspelt would stay open: both are said here. */
function refuseUnreadableRights(ctx: Context, change: Change, rights: Rights): void {
  const places: [string, ObjectRights, CatalogueObject[]][] = Object.entries(rights.objects).map(([name, own]) => [
    `rights.objects.${name}`,
    own,
    [ctx.catalogue.object(name)],
  ]);
  const others = [...ctx.catalogue.objects.values()].filter((object) => !(object.name in rights.objects));
  places.push(["rights.standard", rights.standard, others.filter((object) => !object.definition.childOf)]);
  for (const [path, own, objects] of places) {
    for (const name of Object.keys(own.fields ?? {}))
      if (!objects.some((object) => object.fields.has(name)))
        change.refuse(`${path}.fields.${name}`, "is no field", "server.noField", { field: name });
    for (const action of ["read", "update", "delete"] as const) {
      const scope = own[action];
      if (typeof scope === "object") refuseBadCondition(ctx, change, `${path}.${action}`, scope.filter, objects);
    }
  }
}

function refuseBadCondition(
  ctx: Context,
  change: Change,
  path: string,
  filter: Filter,
  objects: readonly CatalogueObject[],
): void {
  for (const object of objects) {
    try {
      new FilterCompiler(ctx, undefined, "t").compile(object, filter, "t");
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      for (const issue of error.issues) change.issues.push({ ...issue, path: `${path}.${issue.path}` });
      return;
    }
  }
}
