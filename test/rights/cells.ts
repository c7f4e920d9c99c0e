/** How each route is asked about a record by its id: in the path, the query and the body. A route that is not here has no cells. */
import type { Catalogue, CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Route } from "#server/http/route.ts";

export interface Cell {
  /** Whose id is asked with: the name of an object, or `job`, `import` and the like. */
  of: string;
  /** `path`, or the place in query or body. */
  place: string;
  ask(id: string): { url: string; body?: unknown };
}

/** What must be said beside the relation so that the relation is what is wrong. */
const INPUT: Record<string, object> = {
  company: { name: "Mine" },
  contact: { name: "Mine" },
  activity: { kind: "note", subject: "Mine" },
  order: {},
  product: { code: "MINE", name: "Mine" },
  currencyRate: { currency: "EUR", rate: "300", validFrom: "2021-01-01" },
  suppression: { channel: "email", address: "mine@example.com" },
  user: { name: "Mine", email: "mine@example.com" },
  team: { name: "Mine" },
  role: { name: "Mine" },
  tag: { name: "Mine" },
  view: { name: "Mine", object: "company", definition: {} },
  customObject: { label: { en: { one: "Mine", many: "Mine" } } },
  customField: { object: "company", type: "text", label: { en: "Mine" } },
  businessRule: { object: "company", kind: "required", fields: ["website"] },
  recordType: { object: "company", label: { en: "Mine" } },
  pageLayout: { object: "company", groups: [] },
  customAction: { object: "company", label: { en: "Mine" }, steps: [{ do: "update", set: { notes: "x" } }] },
  automation: {
    name: "Mine",
    object: "company",
    trigger: { on: "created" },
    steps: [{ do: "update", set: { notes: "x" } }],
  },
  webhook: { name: "Mine", address: "https://mine.example/", topics: [] },
  x_vehicle: { name: "Mine" },
};

/** Addresses of the workspace that take no id of anything; what they give out is read by the sweep. */
const WITHOUT_IDS = new Set([
  "GET /api/v1/meta",
  "GET /api/v1/webhooks/health",
  "GET /api/v1/automations/health",
  "DELETE /api/v1/see-as",
  "GET /api/v1/workspace",
  "GET /api/v1/workspace/openapi.json",
  "PATCH /api/v1/workspace",
  "GET /api/v1/me",
  "PATCH /api/v1/me",
  "GET /api/v1/search",
  "GET /api/v1/trash",
  "GET /api/v1/changes",
  "GET /api/v1/live",
  "POST /api/v1/formulas/preview",
  "POST /api/v1/imports",
  "GET /api/v1/imports",
  "GET /api/v1/exports",
  "POST /api/v1/files",
  "POST /api/v1/exports",
  "POST /api/v1/api-keys",
  ...["", "/archive", "/templates", "/applied", "/uses", "/health"].map((rest) => `GET /api/v1/configuration${rest}`),
  ...["diff", "apply", "sandbox"].map((rest) => `POST /api/v1/configuration/${rest}`),
  "DELETE /api/v1/configuration/samples",
  // What was applied is no record, and shown to all who may apply.
  "POST /api/v1/configuration/applied/:id/back",
  ...["abc", "rfm", "revenue", "top-customers", "top-products", "measures"].map(
    (name) => `GET /api/v1/insight/${name}`,
  ),
]);

/** Addresses with `:id` that are no object's. */
const RUNS: Record<string, string> = {
  imports: "import",
  exports: "export",
  bulk: "bulk",
  operations: "operation",
  jobs: "job",
};

/** What has to be said where something is done to the record of the path. */
const BODIES: Record<string, object> = {
  actions: {},
  undo: {},
  conversions: { type: "text", preview: true },
  secret: {},
  replay: { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" },
};

const asText = (value: unknown): string => encodeURIComponent(JSON.stringify(value));

/** @returns undefined where nobody has said how the route is asked. */
export function cellsOf(route: Route, catalogue: Catalogue): Cell[] | undefined {
  const name = `${route.method} ${route.path}`;
  if (WITHOUT_IDS.has(name)) return [];
  const [, , , first = "", second, third] = route.path.split("/");
  const object = catalogue.byPath(first);
  if (name === "POST /api/v1/presence")
    return [...catalogue.objects.keys()].map((of) => ({
      of,
      place: "body.id",
      ask: (id) => ({ url: route.path, body: { object: of, id, tab: "a" } }),
    }));
  if (name === "GET /api/v1/explain")
    return [...catalogue.objects.keys()].map((of) => ({
      of,
      place: "query.id",
      ask: (id) => ({ url: `${route.path}?object=${of}&id=${id}` }),
    }));
  if (name === "POST /api/v1/see-as")
    return [
      inBody(route, "user", "user", (id) => ({ user: id })),
      inBody(route, "role", "role", (id) => ({ role: id })),
    ];
  if (name === "POST /api/v1/invitations")
    return [
      inBody(route, "role", "role", (id) => ({ email: "a@b.example", role: id })),
      inBody(route, "team", "teams", (id) => ({ email: "a@b.example", role: "sales", teams: [id] })),
    ];
  const of = object?.name ?? RUNS[first];
  if (of === undefined) return undefined;
  if (second === ":id") {
    const body = BODIES[third ?? ""] ?? (route.method === "PATCH" ? {} : undefined);
    return [
      {
        of,
        place: "path",
        ask: (id) => ({
          url: route.path
            .replace(":id", id)
            .replace(":delivery", NOR_THIS)
            .replace(":run", NOR_THIS)
            .replace(":job", NOR_THIS)
            .replace(":action", "x_mine"),
          ...(body ? { body } : {}),
        }),
      },
      ...(route.method === "PATCH" && object ? writing(route, object, catalogue, true) : []),
    ];
  }
  if (!object) {
    const listing = route.method === "GET" && second === undefined;
    return listing ? [{ of, place: "cursor", ask: (id) => ({ url: `${route.path}?cursor=${id}` }) }] : undefined;
  }
  if (route.method === "GET" && second === undefined) return filters(route, object, "");
  if (route.method === "GET" && second === "aggregate") return filters(route, object, "&measures=count");
  if (route.method === "POST" && second === undefined) return writing(route, object, catalogue, false);
  if (second === "batch")
    return (["update", "delete"] as const).map((op) =>
      inBody(route, of, `operations.${op}`, (id) => ({
        operations: [{ op, id, ...(op === "update" ? { data: {} } : {}) }],
      })),
    );
  if (second === "bulk")
    return ["delete", "restore"].map((act) =>
      inBody(route, of, `ids ${act}`, (id) => ({ act, ids: [id], preview: true })),
    );
  if (second === "merge")
    return [
      inBody(route, of, "into", (id) => ({ into: id, from: [NOR_THIS], preview: true })),
      inBody(route, of, "from", (id) => ({ into: NOR_THIS, from: [id] })),
    ];
  if (second === "duplicates") return filtersIn(route, object, catalogue);
  return undefined;
}

/** Ids that never were. */
export const NEVER = "01890000-0000-7000-8000-000000000000";
const NOR_THIS = "01890000-0000-7000-8000-000000000001";

const inBody = (route: Route, of: string, place: string, body: (id: string) => object): Cell => ({
  of,
  place,
  ask: (id) => ({ url: route.path, body: body(id) }),
});

const relationsOf = (object: CatalogueObject): CatalogueField[] =>
  [...object.fields.values()].filter((field) => field.target && field.type.storage !== "children");

function filters(route: Route, object: CatalogueObject, more: string): Cell[] {
  return [
    ...relationsOf(object).map((field) => ({
      of: field.target!,
      place: `filter ${field.name}`,
      ask: (id: string) => ({
        url: `${route.path}?filter=${asText({ field: field.name, op: field.type.storage === "links" ? "hasAny" : "eq", value: field.type.storage === "links" ? [id] : id })}${more}`,
      }),
    })),
    ...(more === ""
      ? [{ of: object.name, place: "cursor", ask: (id: string) => ({ url: `${route.path}?cursor=${id}` }) }]
      : []),
  ];
}

/** The body is a record as it is typed in. */
function filtersIn(route: Route, object: CatalogueObject, catalogue: Catalogue): Cell[] {
  return writing(route, object, catalogue, false).map((cell) => ({ ...cell, place: `duplicates ${cell.place}` }));
}

function writing(route: Route, object: CatalogueObject, catalogue: Catalogue, patch: boolean): Cell[] {
  const input = INPUT[object.name];
  if (!input) return [{ of: object.name, place: "no input", ask: () => ({ url: "", body: {} }) }];
  const fields = [...object.fields.values()].filter((field) => field.source === "own" || field.source === "owner");
  if (patch) return [];
  return fields.flatMap((field): Cell[] => {
    if (field.target === undefined || field.definition.readOnly) return [];
    if (field.type.storage !== "children")
      return [
        inBody(route, field.target, field.name, (id) => ({
          ...input,
          [field.name]: field.type.storage === "links" ? [{ id }] : id,
        })),
      ];
    return relationsOf(catalogue.object(field.target))
      .filter((inner) => inner.source === "own" && inner.target !== object.name)
      .map((inner) =>
        inBody(route, inner.target!, `${field.name}.0.${inner.name}`, (id) => ({
          ...input,
          [field.name]: [{ quantity: "1", unitPrice: "1", description: "x", [inner.name]: id }],
        })),
      );
  });
}
