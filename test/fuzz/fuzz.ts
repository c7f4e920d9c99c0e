/** Sends made-up requests to every route of the document and holds the answers against it. */
import fc from "fast-check";
import type { Catalogue, CatalogueObject } from "#model/catalogue.ts";
import type { Speak } from "#server/http/house.fixtures.ts";
import type { Route } from "#server/http/route.ts";
import { documented, openapiDocument } from "#server/openapi/document.ts";
import { problem } from "#server/openapi/problems.ts";
import { bodyOf, parametersOf } from "./likely.ts";
import { Known } from "./known.ts";
import { SOME_ETAG, valuesOf, type Schema } from "./values.ts";

export interface Fault {
  request: string;
  status: number;
  reason: string;
}

export interface Outcome {
  requests: number;
  /** How often each status came. */
  statuses: Record<string, number>;
  faults: Fault[];
}

interface Sent {
  route: Route;
  path: string;
  query: [string, unknown][];
  headers: Record<string, string>;
  body: unknown;
}

/** Routes by which the caller would lock itself out, or that wait for a file or for ever. */
function isFuzzed(route: Route): boolean {
  if (route.streams || route.multipart || route.path.startsWith("/api/auth/") || route.path === "/metrics")
    return false;
  const own = /^\/api\/v1\/(users|roles|api-keys|members|invitations|teams)\b/;
  return route.method === "GET" || !own.test(route.path);
}

/** Writing oftener than reading, and making records oftest, so that there is something to work on. */
function weightOf(route: Route, catalogue: Catalogue): number {
  if (route.method === "GET") return 1;
  const object = catalogue.byPath(collectionOf(route));
  const makes = route.method === "POST" && route.path === `/api/v1/${object?.path}`;
  return makes && !object?.definition.governedBy ? 15 : 3;
}

/** @param seed the same seed makes the same requests; ids in them follow the answers */
export async function fuzz(
  speak: Speak,
  routes: readonly Route[],
  catalogue: Catalogue,
  options: { requests: number; seed: number },
): Promise<Outcome> {
  const document = openapiDocument(routes, catalogue);
  const all = document.components.schemas as Record<string, Schema>;
  const arbitrary = fc.oneof(
    ...routes.filter(isFuzzed).map((route) => ({
      weight: weightOf(route, catalogue),
      arbitrary: requestTo(route, document, all, catalogue),
    })),
  );
  const outcome: Outcome = { requests: 0, statuses: {}, faults: [] };
  const known = new Known(options.seed);
  const BATCH = 100;
  for (let from = 0; from < options.requests; from += BATCH) {
    const numRuns = Math.min(BATCH, options.requests - from);
    for (const sent of fc.sample(arbitrary, { seed: options.seed + from, numRuns })) {
      const fault = await send(speak, document, sent, known, outcome);
      if (fault) outcome.faults.push(fault);
    }
  }
  return outcome;
}

/** `companies` of `/api/v1/companies/:id`. */
const collectionOf = (route: Route): string => route.path.split("/")[3] ?? "";

function requestTo(
  route: Route,
  document: ReturnType<typeof openapiDocument>,
  all: Record<string, Schema>,
  catalogue: Catalogue,
): fc.Arbitrary<Sent> {
  const object = catalogue.byPath(collectionOf(route));
  const likely = object && route.method === "GET" ? parametersOf(object, catalogue) : {};
  const operation = document.paths[pathIn(route)]![route.method.toLowerCase()]!;
  const parameters = operation["parameters"] as { name: string; in: string; required: boolean; schema: Schema }[];
  const values = (place: string) =>
    fc.tuple(
      ...parameters
        .filter((one) => one.in === place)
        .map((one) =>
          fc
            .tuple(likelier(valuesOf(one.schema, all, 3), likely[one.name]), fc.nat(place === "query" ? 3 : 12))
            .map(([value, left]): [string, unknown] | null =>
              (one.required ? left === 12 : left > 0) && place !== "path" ? null : [one.name, value],
            ),
        ),
    );
  const content = (operation["requestBody"] as { content?: Record<string, { schema: Schema }> } | undefined)?.content;
  const schema = content?.["application/json"]?.schema;
  return fc
    .record({
      path: values("path"),
      query: values("query"),
      headers: fc.oneof(
        { weight: 8, arbitrary: fc.constant({}) },
        {
          weight: 1,
          arbitrary: fc.constantFrom<Record<string, string>>(
            { "if-match": '"1"' },
            { "if-match": SOME_ETAG },
            { "if-match": "x" },
            { "if-none-match": '"1"' },
            { "if-none-match": SOME_ETAG },
            { "idempotency-key": "again" },
            { "idempotency-key": " " },
            { "content-type": "text/plain" },
          ),
        },
      ),
      body: schema ? likelier(valuesOf(schema, all), likelyBody(route, object, catalogue)) : fc.constant(undefined),
      strange: fc.nat(30),
    })
    .map(({ path, query, headers, body, strange }) => ({
      route,
      path: path.reduce((url, pair) => (pair ? url.replace(`:${pair[0]}`, encode(pair[1])) : url), route.path),
      query: [
        ...query.filter((pair) => pair !== null),
        ...(strange === 0 ? [["unheardOf", "1"] as [string, unknown]] : []),
      ],
      headers: headers ?? {},
      body,
    }));
}

const likelier = <T>(any: fc.Arbitrary<T>, right: fc.Arbitrary<T> | undefined): fc.Arbitrary<T> =>
  right ? fc.oneof({ weight: 2, arbitrary: any }, { weight: 3, arbitrary: right }) : any;

function likelyBody(
  route: Route,
  object: CatalogueObject | undefined,
  catalogue: Catalogue,
): fc.Arbitrary<unknown> | undefined {
  const path = object && route.path.slice(`/api/v1/${object.path}`.length);
  if (!object || (path !== "" && path !== "/:id" && path !== "/duplicates")) return undefined;
  return bodyOf(object, catalogue, path === "");
}

const pathIn = (route: Route): string => route.path.replace(/:(\w+)/g, "{$1}");
const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const encode = (value: unknown): string => encodeURIComponent(asText(value).toWellFormed()) || "-";

async function send(
  speak: Speak,
  document: ReturnType<typeof openapiDocument>,
  sent: Sent,
  known: Known,
  outcome: Outcome,
): Promise<Fault | undefined> {
  const of = collectionOf(sent.route);
  const query = sent.query.map(([name, value]) => `${name}=${encode(known.putIn(asText(value), of))}`).join("&");
  const url = `${sent.path.replaceAll("%40id", () => known.id(of))}${query ? `?${query}` : ""}`;
  const body = sent.body === undefined ? undefined : known.putIn(JSON.stringify(sent.body), of);
  const headers = Object.fromEntries(
    Object.entries(sent.headers).map(([name, value]) => [name, known.putIn(value, of)]),
  );
  const answered = await speak(sent.route.method, url, body, headers);
  outcome.requests += 1;
  outcome.statuses[answered.status] = (outcome.statuses[answered.status] ?? 0) + 1;
  const reason = faultIn(document, sent.route, answered);
  if (answered.status < 300) known.learn(of, answered);
  if (reason === undefined) return undefined;
  const request = `${sent.route.method} ${url} ${JSON.stringify(headers)} ${body ?? ""}`.slice(0, 2_000);
  return { request, status: answered.status, reason };
}

function faultIn(
  document: ReturnType<typeof openapiDocument>,
  route: Route,
  answered: Awaited<ReturnType<Speak>>,
): string | undefined {
  const { status, body, headers } = answered;
  if (status >= 500) return `a fault of ours: ${answered.text.slice(0, 300)}`;
  const responses = document.paths[pathIn(route)]![route.method.toLowerCase()]!["responses"] as object;
  if (!(String(status) in responses)) return `undocumented status: ${answered.text.slice(0, 300)}`;
  if (status === 204 || status === 304) return answered.text === "" ? undefined : "has a body";
  const json = /json/.test(String(headers["content-type"]));
  if (status >= 400) {
    if (!String(headers["content-type"]).startsWith("application/problem+json")) return "is no problem document";
    const read = problem.safeParse(body);
    return read.success ? undefined : `a problem of another shape: ${JSON.stringify(read.error.issues.slice(0, 3))}`;
  }
  if (!json) return undefined;
  const shape = route.also?.status === status ? route.also.response : (documented(route).response ?? route.response);
  const read = shape.safeParse(body);
  return read.success
    ? undefined
    : `another shape: ${JSON.stringify(read.error.issues.slice(0, 3))} in ${answered.text.slice(0, 400)}`;
}

/** Faults that are alike, once each: by route, status and reason. */
export function distinct(faults: readonly Fault[]): string[] {
  const kinds = new Map<string, Fault & { times: number }>();
  for (const fault of faults) {
    const [method, url = ""] = fault.request.split(" ");
    const route = url
      .split("?")[0]!
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id")
      .split("/")
      .slice(0, 6)
      .join("/");
    const kind = `${method} ${route} ${fault.status} ${fault.reason.replace(/[0-9a-f-]{36}/g, "").slice(0, 120)}`;
    const known = kinds.get(kind);
    if (known) known.times += 1;
    else kinds.set(kind, { ...fault, times: 1 });
  }
  return [...kinds.values()].map(
    ({ request, status, reason, times }) => `${times} × ${status} ${reason}\n   ${request}`,
  );
}
