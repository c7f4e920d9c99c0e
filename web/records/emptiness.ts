/** When a field holds nothing. */
import type { Json } from "#model/json.ts";

export const isEmpty = (value: Json | undefined): value is null | undefined | "" =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
