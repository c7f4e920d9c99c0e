/** How requests can fail, for the document: each status with its meaning, and the shape that all failures have. */
import { z } from "zod";
import type { Route } from "../http/route.ts";

export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum([
      "invalid_input",
      "not_found",
      "forbidden",
      "unauthenticated",
      "conflict",
      "version_changed",
      "too_many_requests",
      "unavailable",
      "storage_full",
      "internal",
    ]),
    issues: z.array(
      z.strictObject({
        path: z.string(),
        message: z.string(),
        code: z.string().optional(),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
        words: z
          .record(z.string(), z.string())
          .optional()
          .meta({ description: "What the company's administrator wrote for it, by language" }),
      }),
    ),
    requestId: z.string(),
    currentVersion: z.int().optional(),
    mayStand: z
      .literal(true)
      .optional()
      .meta({ description: "Of 503: nobody knows whether it was done. Where this is missing, nothing was." }),
  })
  .meta({
    description: "What went wrong (RFC 9457): `code` for programs, `detail` for people, `issues` for each field.",
  });

export const PROBLEMS: Record<string, { name: string; description: string }> = {
  400: { name: "Unreadable", description: "The request could not be read: JSON, a parameter, a cursor." },
  401: { name: "Unauthenticated", description: "No session and no key, or one that is no longer valid." },
  403: { name: "Forbidden", description: "The role does not allow it." },
  404: { name: "NotFound", description: "There is no such thing, or the caller may not know of it." },
  409: { name: "Conflict", description: "It does not go together with what is there." },
  410: { name: "Gone", description: "The cursor is from before the database was put back; begin anew." },
  412: {
    name: "VersionChanged",
    description: "Someone else was faster; `currentVersion` says the version that stands.",
  },
  413: { name: "TooLarge", description: "The body is larger than this address takes." },
  415: { name: "WrongMediaType", description: "The body is of a type that this address does not take." },
  422: { name: "InvalidInput", description: "The input is wrong; `issues` names the fields." },
  429: { name: "TooManyRequests", description: "Too many attempts; Retry-After says the seconds to wait." },
  500: { name: "Internal", description: "A fault of ours; tell the administrator the request id." },
  503: { name: "Unavailable", description: "Not possible right now; Retry-After says the seconds to wait." },
  507: { name: "StorageFull", description: "The disk is full and nothing was changed; reading goes on." },
};

/** The statuses that a route may answer with when it fails. */
export function problemsOf(route: Route): string[] {
  const writes = route.method !== "GET";
  const codes = [
    "400",
    ...(route.right === "public" ? [] : ["401"]),
    "403",
    "404",
    ...(writes ? ["409", ...(route.versioned ? ["412"] : []), "413", "415"] : []),
    ...(route.gone ? ["410"] : []),
    "422",
    ...(route.unlimited ? [] : ["429"]),
    "500",
    "503",
    "507",
  ];
  return codes;
}

export function problemResponses(): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(PROBLEMS).map(([code, { name, description }]) => [
      name,
      {
        description,
        ...(["429", "503", "507"].includes(code)
          ? { headers: { "Retry-After": { schema: { type: "integer" }, description: "Seconds" } } }
          : {}),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}
