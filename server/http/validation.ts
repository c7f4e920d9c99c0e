/** Checks what came in against a route's shapes, and says what is wrong by the name that the caller used. */
import type { ZodType } from "zod";
import { InvalidInput, NotFound, type Issue } from "#model/errors.ts";

type Part = "params" | "querystring" | "body" | "headers";

/** A path parameter that has not even the form of an id is an address where nothing is: 404. Queries are refused with 400, bodies with 422. */
export function check(schema: ZodType, value: unknown, part: Part): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  if (part === "params") throw new NotFound("There is nothing at this address.");
  throw new InvalidInput(
    result.error.issues.flatMap((issue) => issuesOf(issue as ZodIssue, part)),
    part === "querystring" ? 400 : 422,
  );
}

interface ZodIssue {
  code: string;
  path: PropertyKey[];
  message: string;
  keys?: string[];
}

function issuesOf(issue: ZodIssue, part: Part): Issue[] {
  const at = issue.path.map(String).join(".");
  if (issue.code !== "unrecognized_keys") return [{ path: at, message: lower(issue.message) }];
  const what = part === "querystring" ? "is not a query parameter of this address" : "is not known here";
  const code = part === "querystring" ? "server.unknownParameter" : "server.unknownKey";
  return (issue.keys ?? []).map((key) => ({ path: at ? `${at}.${key}` : key, message: what, code }));
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
