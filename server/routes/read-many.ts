/** Records by their ids, as far as the caller may see them. */
import type { Context } from "#engine/context.ts";
import { list, MAX_LIMIT } from "#engine/query/list.ts";
import type { JsonObject, RecordJson } from "#model/json.ts";

export async function readMany(ctx: Context, object: string, ids: readonly string[]): Promise<Map<string, JsonObject>> {
  const found = new Map<string, JsonObject>();
  for (let from = 0; from < ids.length; from += MAX_LIMIT) {
    const filter = { field: "id", op: "in" as const, value: ids.slice(from, from + MAX_LIMIT) };
    const page = JSON.parse(await list(ctx, object, { filter, limit: MAX_LIMIT, count: "none" })) as {
      data: RecordJson[];
    };
    for (const record of page.data) found.set(record.id, record);
  }
  return found;
}
