/** Records as rules judge them: with those that their conditions hop to in the place of their relations. */
import type { CatalogueObject } from "#model/catalogue.ts";
import { readsOf, type BusinessRule } from "#model/business-rule.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { Judged } from "#model/matches.ts";
import type { Context } from "../../context.ts";
import { readValues } from "../../query/read.ts";

/** One statement for each relation that the rules hop over, whoever may see what it points at: a rule holds for everyone. */
export function withRelated(
  ctx: Context,
  object: CatalogueObject,
  rules: readonly BusinessRule[],
  records: readonly JsonObject[],
): Promise<Judged[]> {
  return joined(
    ctx,
    object,
    rules.flatMap(readsOf).filter((path) => path.includes(".")),
    records,
  );
}

async function joined(
  ctx: Context,
  object: CatalogueObject,
  paths: readonly string[],
  records: readonly JsonObject[],
): Promise<Judged[]> {
  const whole = records.map((record) => ({ ...record }));
  const byRelation = Map.groupBy(paths, (path) => path.slice(0, path.indexOf(".")));
  for (const [name, beyond] of byRelation) {
    const target = ctx.catalogue.object(object.fields.get(name)!.target!);
    const ids = [...new Set(whole.map((record) => record[name]).filter(isId))];
    const found = [...(await readValues(ctx, target, ids)).values()];
    const rest = beyond.map((path) => path.slice(name.length + 1)).filter((path) => path.includes("."));
    const judged = rest.length > 0 ? await joined(ctx, target, rest, found) : found;
    const byId = new Map(judged.map((record) => [record["id"], record]));
    for (const record of whole) {
      const there = byId.get(record[name] ?? null);
      if (there) record[name] = there;
    }
  }
  return whole;
}

const isId = (value: Json | undefined): value is string => typeof value === "string";
