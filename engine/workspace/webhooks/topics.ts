/** What a webhook is told of: kinds of change of some objects, of which records, and with which of their fields. */
import { z } from "zod";
import { filterSchema, type Filter } from "#model/filter.ts";
import type { Json } from "#model/json.ts";
import { CHANGE_TYPES, type DeedType } from "../../events/append.ts";

const MOST_TOPICS = 50;

const topicSchema = z.strictObject({
  object: z.string().max(40),
  on: z.array(z.enum(CHANGE_TYPES)).min(1).max(CHANGE_TYPES.length),
  filter: filterSchema.optional(),
  /** All that the role may read, if not said. */
  fields: z.array(z.string().max(100)).min(1).max(200).optional(),
});
export const topicsSchema = z.array(topicSchema).max(MOST_TOPICS);

export interface Topic {
  object: string;
  on: DeedType[];
  filter?: Filter | undefined;
  fields?: string[] | undefined;
}

export const readTopics = (stored: Json): Topic[] => topicsSchema.parse(stored);
