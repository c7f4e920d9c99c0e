/** What the arranging of a layout begins with. */
import type { MetaField, MetaObject } from "#web/api/meta.ts";
import type { Draft } from "./arrange.ts";
import type { OwnLayout } from "./layouts.queries.ts";

const onPage = (field: MetaField): boolean =>
  (field.source === "own" || field.source === "owner" || field.source === "computed") && field.storage !== "children";

/** As it is kept, or as the product lays it out; every field that can stand on a page stands somewhere. */
export function startOf(object: MetaObject, own: OwnLayout | undefined): Draft {
  const product = { groups: object.ownLayout ?? object.layout, create: object.ownCreate ?? object.create };
  const known = new Set(object.fields.filter(onPage).map((field) => field.name));
  const groups = (own?.groups ?? product.groups).map((group, place) => ({
    ...group,
    name: group.name ?? `group${place + 1}`,
    fields: group.fields.filter((name) => known.has(name)),
  }));
  const shown = new Set(groups.flatMap((group) => group.fields));
  const left = [...known].filter((name) => !shown.has(name));
  const meant = new Set(own ? (own.without ?? []) : left);
  const later = left.filter((name) => !meant.has(name));
  return {
    groups: later.length > 0 ? [...groups, { name: "custom", fields: later }] : groups,
    without: left.filter((name) => meant.has(name)),
    create: [...(own?.create ?? product.create)],
  };
}
