/** Versions of records as ETags: `"7"` is version 7. */
import { InvalidInput } from "#model/errors.ts";

export const etagOf = (version: number): string => `"${version}"`;

/** The version in `If-Match`, undefined where there is none or it is `*`. */
export function ifMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === "*") return undefined;
  const found = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim());
  if (!found)
    throw new InvalidInput(
      [{ path: "If-Match", message: 'takes one version in quotes, as the ETag gives it: "7"' }],
      400,
    );
  return Number(found[1]);
}

/** Does `If-None-Match` name this version? Then 304 is the answer. */
export function noneMatch(header: string | undefined, version: number): boolean {
  if (header === undefined) return false;
  return header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etagOf(version));
}
