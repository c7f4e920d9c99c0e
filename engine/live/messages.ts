/** What a viewer may be told of news: worked out once for all viewers of the same rights. */
import type { Json } from "#model/json.ts";
import { SYSTEM_FIELDS } from "#model/object.ts";
import type { Rights } from "#model/rights.ts";
import type { Context } from "../context.ts";
import { fieldAccess, scopeOf } from "../access/rights.ts";
import { seesAll, visibleIds } from "../access/visible.ts";
import { TOLD_SINGLY, type NewsItem } from "./news.ts";

/** One line of the stream: a change of a record, or the number of many changes of one object. */
export type LiveMessage =
  | {
      object: string;
      id: string;
      type: NewsItem["type"];
      version: number | null;
      /** Names of the changed fields that the viewer may see; empty where the record is new, gone or back. */
      fields: string[];
      by: Json;
      at: string;
      via: string;
      operationId: string;
    }
  | { object: string; many: number };

/** The objects that are spoken of in some news. */
export const objectsIn = (items: readonly NewsItem[]): Set<string> => new Set(items.map((item) => item.object));

const rightsTexts = new WeakMap<Rights, string>();

/**
 * Viewers with the same key are told the same. Who the viewer is counts only where an object of these is not open to
 * the whole role.
 */
export function audienceOf(ctx: Context, objects: ReadonlySet<string>): string {
  const { rights, userId, teamIds } = ctx.actor;
  if (rights === null) return "system";
  let text = rightsTexts.get(rights);
  if (text === undefined) rightsTexts.set(rights, (text = JSON.stringify(rights)));
  const asRole = [...objects].every((name) => seesAll(ctx, name));
  return asRole ? text : `${userId} ${teamIds.toSorted().join()} ${text}`;
}

/** In the order of the news. At most one statement. */
export async function messagesFor(ctx: Context, items: readonly NewsItem[]): Promise<LiveMessage[]> {
  const open = items.filter((item) => mayReadSome(ctx, item.object));
  const wanted = new Map(
    [...Map.groupBy(open, (item) => item.object)].map(([name, own]) => [
      name,
      new Set(own.map((one) => one.record_id)),
    ]),
  );
  const visible = await visibleIds(ctx, wanted);
  const told = open.filter((item) => visible.has(item.record_id));
  const counted = new Set<string>();
  return told.flatMap((item): LiveMessage[] => {
    if (item.total <= TOLD_SINGLY) return [messageOf(ctx, item)];
    if (counted.has(item.object)) return [];
    counted.add(item.object);
    const many = seesAll(ctx, item.object) ? item.total : told.filter((each) => each.object === item.object).length;
    return [{ object: item.object, many }];
  });
}

const mayReadSome = (ctx: Context, name: string): boolean => {
  const object = ctx.catalogue.objects.get(name);
  return object !== undefined && scopeOf(ctx.actor, object, "read") !== "none";
};

function messageOf(ctx: Context, item: NewsItem): LiveMessage {
  const object = ctx.catalogue.object(item.object);
  const seen = (name: string) => {
    const field = object.fields.get(name);
    return field !== undefined && fieldAccess(ctx.actor, object, field) !== "hidden";
  };
  const people = SYSTEM_FIELDS["createdBy"]!.type;
  const knowsPeople = mayReadSome(ctx, people) && seesAll(ctx, people);
  return {
    object: item.object,
    id: item.record_id,
    type: item.type,
    version: item.version,
    fields: (item.fields ?? []).filter(seen),
    by: item.by !== null && knowsPeople ? (JSON.parse(item.by) as Json) : null,
    at: item.at,
    via: item.via,
    operationId: item.operation_id,
  };
}
