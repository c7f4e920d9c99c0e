/** The OpenAPI 3.1 document, from the routes as they are registered and the shapes they are checked by. */
import { readFileSync } from "node:fs";
import { z, type ZodType } from "zod";
import type { Catalogue } from "#model/catalogue.ts";
import { inWorkspace, type Documented, type Route } from "../http/route.ts";
import { release } from "../settings.ts";
import { describedTags, headingOf } from "./tags.ts";
import { problem, problemResponses, PROBLEMS, problemsOf } from "./problems.ts";
import { HEADERS, webhooksSection } from "./webhooks.ts";

type Json = Record<string, unknown>;

export interface OpenapiDocument {
  openapi: string;
  info: Json;
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Json>>;
  webhooks: Record<string, unknown>;
  components: {
    schemas: Record<string, Json>;
    responses: Record<string, Json>;
    parameters: Record<string, Json>;
    securitySchemes: Record<string, Json>;
  };
  [other: string]: unknown;
}

const prose = (name: string): string => readFileSync(new URL(`${name}.md`, import.meta.url), "utf8");

/** @param catalogue whose objects webhooks tell of */
export function openapiDocument(routes: readonly Route[], catalogue: Catalogue): OpenapiDocument {
  const schemas: Record<string, Json> = { Problem: jsonOf(problem, "output", {}) };
  const paths: OpenapiDocument["paths"] = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operation(route, schemas);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Raabta",
      version: release,
      description: prose("introduction"),
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: describedTags(routes.map(tagOf)),
    paths,
    webhooks: webhooksSection(catalogue, (body) => jsonOf(body, "output", schemas)),
    components: { schemas, responses: problemResponses(), parameters: HEADERS, securitySchemes: SECURITY },
  };
}

const SECURITY = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    description: "An API key, made under Settings or by `raabta api-key create`. It belongs to one workspace.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "raabta.session",
    description:
      "The browser's session. Changes must come from this site's own pages. Name the workspace with the header Raabta-Workspace.",
  },
};

export function documented(route: Route): Documented {
  return typeof route.documents === "function" ? route.documents() : (route.documents ?? {});
}

const tagOf = (route: Route): string => documented(route).tag ?? "Other";

function operation(route: Route, schemas: Record<string, Json>): Json {
  const { operationId, body, response } = documented(route);
  const status = String(route.status ?? 200);
  const answered = response ?? route.response;
  const write = body ?? route.body;
  return {
    operationId:
      operationId ??
      `${route.method.toLowerCase()}-${route.path.replace(/^\/api\/(v1\/)?/, "").replace(/[^a-z0-9]+/gi, "-")}`,
    tags: [headingOf(tagOf(route))],
    summary: route.summary,
    description: [route.description, rightInWords(route)].filter(Boolean).join("\n\n"),
    ...(route.right === "public"
      ? { security: [] }
      : { security: inWorkspace(route) ? [{ apiKey: [] }, { session: [] }] : [{ session: [] }] }),
    parameters: parameters(route, schemas),
    ...(route.multipart
      ? { requestBody: MULTIPART }
      : write
        ? { requestBody: { required: true, content: json(write, "input", schemas) } }
        : {}),
    responses: {
      [status]: answer(answered, status, schemas, route),
      ...(route.also
        ? { [route.also.status]: answer(route.also.response, String(route.also.status), schemas, route) }
        : {}),
      ...Object.fromEntries(
        problemsOf(route).map((code) => [code, { $ref: `#/components/responses/${PROBLEMS[code]!.name}` }]),
      ),
    },
  };
}

function rightInWords({ right }: Route): string {
  if (right === "public") return "Open to everyone.";
  if (right === "account") return "For everyone signed in.";
  if (right === "signedIn") return "For every member of the workspace.";
  return "capability" in right
    ? `Needs the right \`${right.capability}\`.`
    : `Needs the right to ${right.action} \`${right.object}\`.`;
}

function parameters(route: Route, schemas: Record<string, Json>): Json[] {
  const path = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    ...withWords(propertyOf(route.params, name!, schemas) ?? { type: "string" }),
  }));
  const query = Object.entries(shapeOf(route.query)).map(([name, schema]) => ({
    name,
    in: "query",
    required: !schema.safeParse(undefined).success,
    ...withWords(jsonOf(schema, "input", schemas)),
  }));
  const workspace = inWorkspace(route)
    ? [
        {
          name: "Raabta-Workspace",
          in: "header",
          required: false,
          description: "Which workspace; needed with a session, not with a key.",
          schema: { type: "string" },
        },
      ]
    : [];
  const version = route.versioned
    ? [
        {
          name: "If-Match",
          in: "header",
          required: false,
          description: "The ETag of the version that the change is meant for.",
          schema: { type: "string", examples: ['"3"'] },
        },
      ]
    : [];
  const once =
    inWorkspace(route) && route.method !== "GET" && !route.multipart && !route.unkept
      ? [
          {
            name: "Idempotency-Key",
            in: "header",
            required: false,
            description:
              "Any text of your own. The same request with the same key is done once; its answer is kept for 24 hours.",
            schema: { type: "string" },
          },
        ]
      : [];
  return [...path, ...query, ...workspace, ...version, ...once];
}

/** The words stand at the parameter, not in its schema. */
const withWords = ({ description, ...schema }: Json): Json => ({
  ...(description === undefined ? {} : { description }),
  schema,
});
const shapeOf = (schema: ZodType | undefined): Record<string, ZodType> =>
  schema instanceof z.ZodObject ? (schema.shape as Record<string, ZodType>) : {};
const propertyOf = (schema: ZodType | undefined, name: string, schemas: Record<string, Json>): Json | undefined => {
  const property = shapeOf(schema)[name];
  return property && jsonOf(property, "input", schemas);
};

function answer(schema: ZodType, status: string, schemas: Record<string, Json>, route: Route): Json {
  if (status === "204" || status === "304")
    return { description: status === "204" ? "Done." : "As the caller has it already." };
  const headers =
    route.path.startsWith("/api/v1/") &&
    /:id(\/restore)?$/.test(route.path) &&
    route.right instanceof Object &&
    "object" in route.right
      ? { ETag: { schema: { type: "string" }, description: "The version" } }
      : undefined;
  const plain = schema instanceof z.ZodString || schema instanceof z.ZodUnknown;
  return {
    description: status === "201" ? "Created." : status === "202" ? "Begun." : "Done.",
    ...(headers ? { headers } : {}),
    content: route.streams
      ? { "text/event-stream": { schema: { type: "string" } } }
      : plain
        ? { "*/*": { schema: {} } }
        : json(schema, "output", schemas),
  };
}

const json = (schema: ZodType, io: "input" | "output", schemas: Record<string, Json>): Json => ({
  "application/json": { schema: jsonOf(schema, io, schemas) },
});

/** The one schema that speaks of itself without having a name: of any JSON. */
export const ANY_JSON = "Json";
const NAMELESS = /"#\/\$defs\/__schema\d+"/g;

/** The JSON Schema of a zod schema; those that bear a name move to the components and are referred to. */
export function jsonOf(schema: ZodType, io: "input" | "output", schemas: Record<string, Json>): Json {
  const {
    $defs,
    $schema: _said,
    ...root
  } = z.toJSONSchema(schema, {
    io,
    target: "draft-2020-12",
    unrepresentable: "any",
    reused: "inline",
    cycles: "ref",
  }) as Json & { $defs?: Record<string, Json> };
  const id = root["id"];
  const text = (value: Json): Json =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll(NAMELESS, `"#/$defs/${ANY_JSON}"`)
        .replaceAll('"#/$defs/', '"#/components/schemas/'),
    ) as Json;
  for (const [name, definition] of Object.entries($defs ?? {})) {
    const own = text(withoutId(definition));
    if (!name.startsWith("__")) schemas[name] ??= own;
    else if (JSON.stringify((schemas[ANY_JSON] ??= own)) !== JSON.stringify(own))
      throw new Error(`A schema that speaks of itself needs an id: ${JSON.stringify(own)}`);
  }
  if (typeof id !== "string") return text(root);
  schemas[id] ??= text(withoutId(root));
  return { $ref: `#/components/schemas/${id}` };
}

const withoutId = ({ id: _id, ...rest }: Json): Json => rest;

const MULTIPART = {
  required: true,
  content: {
    "multipart/form-data": {
      schema: {
        type: "object",
        required: ["file"],
        properties: { file: { type: "string", contentMediaType: "application/octet-stream" } },
      },
    },
  },
};
