/** How many stars a field has, without the reading of values, so that screens need not load that. */
import type { FieldDefinition } from "#model/field.ts";

export const MOST_STARS = 10;

/** 5 where nothing is said. */
export const starsOf = (field: FieldDefinition): number => (field["max"] as number | undefined) ?? 5;
