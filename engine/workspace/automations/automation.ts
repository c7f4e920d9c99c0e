/** What an automation is: what sets it off, which records it is for, and the steps that follow. */
import { z } from "zod";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { isCondition, isRelated, type Filter } from "#model/filter.ts";
import { fieldAccess } from "../../access/rights.ts";
import type { Actor } from "../../context.ts";
import type { ActionDefinition } from "../actions/action.ts";

const MOST_FIELDS = 100;

/** `becomes`: the condition did not hold before a change and does after it. `time`: looked at daily or hourly, once each time it comes to hold. */
export const triggerSchema = z.discriminatedUnion("on", [
  z.strictObject({ on: z.literal("created") }),
  z.strictObject({ on: z.literal("updated"), fields: z.array(z.string().max(100)).max(MOST_FIELDS).optional() }),
  z.strictObject({ on: z.literal("becomes") }),
  z.strictObject({
    on: z.literal("time"),
    every: z.enum(["day", "hour"]),
    /** Of the workspace's clock; for those that look daily. */
    hour: z.int().min(0).max(23).optional(),
  }),
]);
export type Trigger = z.infer<typeof triggerSchema>;

export interface Automation {
  id: string;
  name: string;
  trigger: Trigger;
  dailyLimit: number;
  /** Its condition and steps, run as those of a button are. */
  action: ActionDefinition;
}

/** Who is in the way of running: the person is gone, has fewer rights, it keeps failing, too much is held back, or what it speaks of is gone. */
export type OffReason = "person" | "rights" | "failing" | "held" | "gone";

/** The fields that a filter asks; undefined where it asks other records, or what is worked out: no change of the record tells of those. */
export function ownFieldsIn(object: CatalogueObject, filter: Filter): Set<string> | undefined {
  const found = new Set<string>();
  const walk = (node: Filter): boolean => {
    if (isRelated(node)) return false;
    if (isCondition(node)) {
      const field = object.fields.get(node.field);
      if (!field || !standsInRow(field)) return false;
      found.add(node.field);
      return true;
    }
    if ("not" in node) return walk(node.not);
    return ("and" in node ? node.and : node.or).every(walk);
  };
  return walk(filter) ? found : undefined;
}

const standsInRow = ({ source, computed, type }: CatalogueField): boolean =>
  source !== "statistics" && source !== "computed" && !computed && type.storage !== "children";

/** Is one of these fields there for the actor, and heard of? A change of what they do not see has not happened for them. */
export function hearsOf(
  actor: Pick<Actor, "rights">,
  object: CatalogueObject,
  trigger: Trigger,
  touched: Iterable<string>,
): boolean {
  const wanted = trigger.on === "updated" && trigger.fields?.length ? new Set(trigger.fields) : undefined;
  for (const name of touched) {
    const field = object.fields.get(name);
    if (field && (wanted?.has(name) ?? true) && fieldAccess(actor, object, field) !== "hidden") return true;
  }
  return false;
}
