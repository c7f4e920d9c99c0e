/** Where a new field stands: on everyone's page by itself, or on that of one team or role alone. */
import type { MetaObject } from "#web/api/meta.ts";
import { kept } from "./arrange.ts";
import type { LayoutInput, OwnLayout } from "./layouts.queries.ts";
import { startOf } from "./start.ts";

/** Whose a layout is, as a choice says it: `everyone`, `team:…`, `role:…`. */
export const EVERYONE = "everyone";
export const whose = ({ forRole, forTeam }: Pick<OwnLayout, "forRole" | "forTeam">): string =>
  forTeam ? `team:${forTeam.id}` : forRole ? `role:${forRole.id}` : EVERYONE;

export function targetOf(who: string): { forRole?: string; forTeam?: string } {
  const [kind, id] = who.split(":");
  return kind === "team" ? { forTeam: id! } : kind === "role" ? { forRole: id! } : {};
}

type Written = { id: string; without: string[] } | LayoutInput;

/**
 * What is to be written so that a field is left out of all pages but theirs; where they have a layout it follows at its end by itself.
 * @param object as it was before the field; @param who as `whose` says it, not everyone
 */
export function placedFor(object: MetaObject, layouts: readonly OwnLayout[], field: string, who: string): Written[] {
  const everyone = layouts.find((layout) => whose(layout) === EVERYONE && !layout.forType);
  const start = { object: object.name, ...kept(startOf(object, everyone)) };
  const others = layouts
    .filter((layout) => whose(layout) !== who)
    .map(({ id, without }) => ({ id, without: [...(without ?? []), field] }));
  return [
    ...(layouts.some((layout) => whose(layout) === who && !layout.forType) ? [] : [{ ...start, ...targetOf(who) }]),
    ...others,
    ...(everyone ? [] : [{ ...start, without: [...start.without, field] }]),
  ];
}
