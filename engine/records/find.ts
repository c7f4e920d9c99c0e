/** Finds one record by a field that identifies it. */
import type { Issue } from "#model/errors.ts";
import { InvalidInput } from "#model/errors.ts";
import type { CatalogueField } from "#model/catalogue.ts";
import type { JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";
import { resolveRelations, type Meant } from "./relations.ts";

/** @returns the ids for many keys, null where there is none; one statement for all. @throws InvalidInput where a key's field does not identify. */
export async function findByKeys(
  ctx: Context,
  object: string,
  keys: readonly JsonObject[],
): Promise<(string | null)[]> {
  const found: (string | null)[] = keys.map(() => null);
  const faults: Issue[] = [];
  const pointing = { target: object } as CatalogueField;
  const meant = keys.map((key, index): Meant => ({
    field: pointing,
    value: key,
    path: "key",
    put: (id) => {
      found[index] = id;
    },
    refuse: (issue) => {
      if (issue.code !== "issue.noRecord") faults.push(issue);
    },
  }));
  await resolveRelations(ctx, meant);
  if (faults.length > 0) throw new InvalidInput(faults);
  return found;
}

export async function findByKey(ctx: Context, object: string, key: JsonObject): Promise<string | null> {
  return (await findByKeys(ctx, object, [key]))[0]!;
}
