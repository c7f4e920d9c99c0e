/** How the records of an object are laid out for some: groups of fields with headings, and what a new record is asked. */
import type { ObjectDefinition } from "./object.ts";

export interface LayoutGroup {
  /** Known to the product, where it is one of its own: its words are in messages/. */
  name: string;
  /** Heading by language, in an administrator's words. */
  label?: Record<string, string>;
  fields: string[];
}

export interface PageLayout {
  id: string;
  /** Whose it is; everyone's where neither is said. */
  role?: string;
  team?: string;
  /** Only for records of this type; for all where not said. */
  type?: string;
  groups: LayoutGroup[];
  /** Fields that are left out on purpose. Those that stand nowhere, as one made later, follow at the end. */
  without: string[];
  /** What a new record is asked, in this order; the object's own where not said. */
  create?: string[];
}

/** Where what stands nowhere else is shown. */
const REST = "custom";

/**
 * The layout that fits best: of those for the record's type, else of those for all types, one's own team's, one's role's, everyone's;
 * else the object's own.
 */
export function layoutFor(
  definition: ObjectDefinition,
  { roleId, teamIds }: { roleId: string | null; teamIds: readonly string[] },
  of?: string,
): { layout: LayoutGroup[]; create: readonly string[] | undefined } {
  const all = definition.layouts ?? [];
  const among = (layouts: readonly PageLayout[]): PageLayout | undefined =>
    layouts.find(({ team }) => team !== undefined && teamIds.includes(team)) ??
    layouts.find(({ role, team }) => team === undefined && role !== undefined && role === roleId) ??
    layouts.find(({ role, team }) => role === undefined && team === undefined);
  const best =
    (of === undefined ? undefined : among(all.filter(({ type }) => type === of))) ??
    among(all.filter(({ type }) => type === undefined));
  if (!best) return { layout: definition.layout, create: definition.create };
  const placed = new Set([...best.groups.flatMap((group) => group.fields), ...best.without]);
  const rest = definition.layout.flatMap((group) => group.fields).filter((field) => !placed.has(field));
  return {
    layout: rest.length > 0 ? [...best.groups, { name: REST, fields: rest }] : best.groups,
    create: best.create ?? definition.create,
  };
}
