/** The layouts of a company as they stand in the tables, and the definitions that carry them. */
import type { ObjectDefinition } from "#model/object.ts";
import type { LayoutGroup, PageLayout } from "#model/page-layout.ts";

/** A row of `page_layouts`. */
export interface StoredLayout {
  id: string;
  object: string;
  role: string | null;
  team: string | null;
  type: string | null;
  groups: (Omit<LayoutGroup, "name"> & { name?: string })[];
  without: string[] | null;
  create: string[] | null;
}

const layoutOf = ({ id, role, team, type, groups, without, create }: StoredLayout): PageLayout => ({
  id,
  ...(role ? { role } : {}),
  ...(team ? { team } : {}),
  ...(type ? { type } : {}),
  groups: groups.map((group, place) => ({ ...group, name: group.name ?? `group${place + 1}` })),
  without: without ?? [],
  ...(create ? { create } : {}),
});

/** @returns the definitions with their layouts; those of objects that are retired sleep with them */
export function withLayouts(
  definitions: readonly ObjectDefinition[],
  layouts: readonly StoredLayout[],
): ObjectDefinition[] {
  const byObject = Map.groupBy(layouts, (layout) => layout.object);
  return definitions.map((definition) => {
    const own = byObject.get(definition.name);
    return own ? { ...definition, layouts: own.map(layoutOf) } : definition;
  });
}
