/** What a key keeps of its role: read from what is stored and checked when it is given. */
import type { Catalogue } from "#model/catalogue.ts";
import { InvalidInput, type Issue } from "#model/errors.ts";
import { keyScopeSchema, narrowed, type KeyScope, type Rights } from "#model/rights.ts";

/** What does not read as a scope leaves nothing. */
const NOTHING: KeyScope = { readOnly: true, objects: [] };

/** @param stored the scope as JSON; null: the whole role */
export function withinScope(rights: Rights, stored: string | null, catalogue: Catalogue): Rights {
  if (stored === null) return rights;
  const scope = keyScopeSchema.safeParse(JSON.parse(stored));
  return narrowed(
    rights,
    scope.success ? scope.data : NOTHING,
    (name) => catalogue.objects.get(name)?.definition.childOf?.object,
  );
}

/**
 * The scope to be stored, objects by their names; null where it leaves the whole role.
 * @param given objects by name (`company`) or as in addresses (`companies`)
 * @throws InvalidInput naming the place of what is no object, or lines of another
 */
export function readScope(catalogue: Catalogue, given: KeyScope | undefined): KeyScope | null {
  const issues: Issue[] = [];
  const objects = given?.objects?.map((named, index) => {
    const object = catalogue.objects.get(named) ?? [...catalogue.objects.values()].find(({ path }) => path === named);
    if (!object) issues.push({ path: `scope.objects.${index}`, message: `"${named}" is no object of this workspace` });
    else if (object.definition.childOf)
      issues.push({
        path: `scope.objects.${index}`,
        message: `"${named}" goes with "${object.definition.childOf.object}": name that`,
      });
    return object?.name ?? named;
  });
  if (issues.length > 0) throw new InvalidInput(issues);
  if (!given?.readOnly && objects === undefined) return null;
  return {
    ...(given?.readOnly ? { readOnly: true } : {}),
    ...(objects === undefined ? {} : { objects: [...new Set(objects)] }),
  };
}
