/** Sends made-up requests to every route of the document and holds the answers against it. */
import fc from "fast-check";
import type { Speak } from "#server/http/house.fixtures.ts";
import type { Route } from "#server/http/route.ts";
import { documented, openapiDocument } from "#server/openapi/document.ts";
import { problem } from "#server/openapi/problems.ts";
import { valuesOf, type Schema } from "./values.ts";

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

const NEVER = "01890000-0000-7000-8000-000000000000";
/** What is known stays in bounds, so that old ids go and new ones come. */
const MOST_IDS = 40;

/** Routes by which the caller would lock itself out, or that wait for a file or for ever. */
function isFuzzed(route: Route): boolean {
  if (route.streams || route.multipart || route.path.startsWith("/api/auth/") || route.path === "/metrics")
    return false;
  const own = /^\/api\/v1\/(users|roles|api-keys|members|invitations|teams)\b/;
  return route.method === "GET" || !own.test(route.path);
}

/** @param seed the same seed makes the same requests; ids in them follow the answers */
export async function fuzz(
  speak: Speak,
  routes: readonly Route[],
  options: { requests: number; seed: number },
): Promise<Outcome> {
  const document = openapiDocument(routes);
  const all = document.components.schemas as Record<string, Schema>;
  const arbitrary = fc.oneof(
    ...routes
      .filter(isFuzzed)
      .map((route) => ({ weight: route.method === "GET" ? 1 : 3, arbitrary: requestTo(route, document, all) })),
  );
  const outcome: Outcome = { requests: 0, statuses: {}, faults: [] };
  const known = new Map<string, string[]>();
  let turn = options.seed;
  const someId = (of?: string): string => {
    turn = (Math.imul(turn, 1_103_515_245) + 12_345) >>> 0;
    const chance = turn >>> 8;
    const ids = (of !== undefined && chance % 8 > 0 ? known.get(of) : undefined) ?? [...known.values()].flat();
    return chance % 9 === 0 ? NEVER : (ids[chance % Math.max(1, ids.length)] ?? NEVER);
  };
  const BATCH = 100;
  for (let from = 0; from < options.requests; from += BATCH) {
    const numRuns = Math.min(BATCH, options.requests - from);
    for (const sent of fc.sample(arbitrary, { seed: options.seed + from, numRuns })) {
      const { fault, found } = await send(speak, document, sent, someId, outcome);
      if (fault) outcome.faults.push(fault);
      const of = collectionOf(sent.route);
      known.set(of, [...(known.get(of) ?? []), ...found].slice(-MOST_IDS));
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
): fc.Arbitrary<Sent> {
  const operation = document.paths[pathIn(route)]![route.method.toLowerCase()]!;
  const parameters = operation["parameters"] as { name: string; in: string; required: boolean; schema: Schema }[];
  const values = (place: string) =>
    fc.tuple(
      ...parameters
        .filter((one) => one.in === place)
        .map((one) =>
          fc
            .tuple(valuesOf(one.schema, all, 3), fc.nat(place === "query" ? 3 : 12))
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
      headers: fc.option(
        fc.constantFrom<Record<string, string>>(
          { "if-match": '"1"' },
          { "if-match": "x" },
          { "if-none-match": '"1"' },
          { "idempotency-key": "again" },
          { "idempotency-key": " " },
          { "content-type": "text/plain" },
        ),
        { freq: 5, nil: {} },
      ),
      body: schema ? valuesOf(schema, all) : fc.constant(undefined),
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

const pathIn = (route: Route): string => route.path.replace(/:(\w+)/g, "{$1}");
const encode = (value: unknown): string =>
  encodeURIComponent((typeof value === "string" ? value : JSON.stringify(value)).toWellFormed()) || "-";

async function send(
  speak: Speak,
  document: ReturnType<typeof openapiDocument>,
  sent: Sent,
  someId: (of?: string) => string,
  outcome: Outcome,
): Promise<{ fault?: Fault; found: string[] }> {
  const put = (text: string): string => text.replaceAll(/@id|%40id/g, () => someId());
  const path = sent.path.replaceAll("%40id", () => someId(collectionOf(sent.route)));
  const query = sent.query.map(([name, value]) => `${name}=${encode(value)}`).join("&");
  const url = put(`${path}${query ? `?${query}` : ""}`);
  const body = sent.body === undefined ? undefined : put(JSON.stringify(sent.body));
  const answered = await speak(sent.route.method, url, body, sent.headers);
  outcome.requests += 1;
  outcome.statuses[answered.status] = (outcome.statuses[answered.status] ?? 0) + 1;
  const reason = faultIn(document, sent.route, answered);
  const found =
    answered.status < 300
      ? [...answered.text.slice(0, 5_000).matchAll(/"id":"([0-9a-f-]{36})"/g)].map(([, id]) => id!)
      : [];
  if (reason === undefined) return { found: found.slice(0, 5) };
  const request = `${sent.route.method} ${url} ${JSON.stringify(sent.headers)} ${body ?? ""}`.slice(0, 2_000);
  return { fault: { request, status: answered.status, reason }, found: [] };
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
