/** Plain JSON: what a record is made of from the database to the screen. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

/** A record as it stands in the API: the object's fields and the system fields. */
export type RecordJson = JsonObject & { id: string; version: number };

/** True for `{…}`, not for arrays and null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value where it is text, else nothing: for fields that are known to hold text. */
export const plainText = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** A stored value as PostgreSQL's text form of it: numbers and truth values as they are written, structures as JSON. */
export function columnText(value: Json | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
