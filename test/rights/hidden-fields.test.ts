/** A field that is hidden from a role is nowhere: each field of the customers' and sales' objects, on every channel. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { faceOf } from "#engine/query/columns.ts";
import { isSearchable } from "#engine/search/lexemes.ts";
import { rebuildSearch } from "#engine/search/rebuild.job.ts";
import type { Catalogue, CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { columnText, type Json } from "#model/json.ts";
import type { Rights } from "#model/rights.ts";
import { roleId, testHouse, type Answered, type Speak } from "#server/http/house.fixtures.ts";
import { allRoutes } from "#server/routes/index.ts";
import { createMetrics } from "#server/http/metrics.ts";

const OBJECTS = ["company", "contact", "customer", "order"] as const;
/** What the house itself writes again elsewhere: who hides the one means the other too. */
const COPIES: Record<string, Record<string, string[]>> = {
  "company.name": { customer: ["name"] },
  "company.number": { customer: ["number"] },
  "company.address": { customer: ["country"] },
  "contact.name": { customer: ["name"] },
  "contact.number": { customer: ["number"] },
  "contact.address": { customer: ["country"] },
};

type Ids = Record<(typeof OBJECTS)[number], string>;

/** A company with a contact, and an order of it with lines: enough for every relation to be there. */
async function plant(speak: Speak): Promise<Ids> {
  const made = async (path: string, body: object): Promise<string> => {
    const answered = await speak("POST", `/api/v1/${path}`, body);
    assert.equal(answered.status, 201, answered.text);
    return answered.body.id as string;
  };
  const parent = await made("companies", { name: "Parent" });
  const company = await made("companies", { name: "Planted", parent });
  const contact = await made("contacts", { name: "Person", company });
  const customer = (
    await speak("GET", `/api/v1/customers?filter=${json({ field: "company", op: "eq", value: company })}`)
  ).body.data[0].id as string;
  const sale = { customer, contact, lines: [{ description: "line", quantity: "1", unitPrice: "3" }] };
  const original = await made("orders", sale);
  return { company, contact, customer, order: await made("orders", { ...sale, kind: "return", original }) };
}

const json = (value: unknown): string => encodeURIComponent(JSON.stringify(value));

interface Canary {
  /** What must not be read anywhere. */
  text: string;
  remove(): Promise<void>;
}

/** Puts a value that stands nowhere else into the field, in its row, its keys and its history, by the back door. */
async function hideCanary(
  ctx: Context,
  object: CatalogueObject,
  field: CatalogueField,
  id: string,
): Promise<Canary | undefined> {
  const plan = planted(field);
  if (!plan) return undefined;
  const table = field.source === "statistics" ? object.statisticsTable! : object.table;
  const columns = field.type.toColumns(plan.value, field.definition);
  const casts = faceOf(field).columns(field.definition);
  const names = Object.keys(casts);
  const former = await ctx.db.query<Record<string, unknown>>(
    sql`select ${sql.join(names.map((suffix) => sql`${sql.id(`${field.column}${suffix}`)}::text as ${sql.id(`c${suffix}`)}`))} from ${sql.id(table)} where id = ${id}::uuid`,
  );
  const put = (valueOf: (suffix: string) => unknown) =>
    ctx.db.query(
      sql`update ${sql.id(table)} set ${sql.join(names.map((suffix) => sql`${sql.id(`${field.column}${suffix}`)} = ${valueOf(suffix)}::text::${sql.raw(casts[suffix]!.cast)}`))} where id = ${id}::uuid`,
    );
  const asText = (value: unknown) => (value === null || value === undefined ? null : columnText(value as Json));
  await put((suffix) => asText(columns[suffix]));
  const keys = field.type.keys?.(plan.value, field.definition) ?? [];
  for (const { kind, key } of keys)
    await ctx.db.query(
      sql`insert into record_keys (object, kind, key, record_id, field) values (${object.name}, ${kind}, ${key}, ${id}::uuid, ${field.name})`,
    );
  if (isSearchable(object)) await rebuildSearch(ctx, object, [id]);
  const told = await ctx.db.query<{ id: string; after: string }>(
    sql`select id, after::text as after from events where record_id = ${id}::uuid and type = 'created'`,
  );
  await ctx.db.query(
    sql`update events set after = jsonb_set(after, array[${field.name}::text], ${JSON.stringify(plan.value)}::jsonb) where record_id = ${id}::uuid and type = 'created'`,
  );
  return {
    text: plan.text,
    remove: async () => {
      await put((suffix) => former[0]![`c${suffix}`]);
      for (const event of told)
        await ctx.db.query(sql`update events set after = ${event.after}::jsonb where id = ${event.id}::uuid`);
      await ctx.db.query(
        sql`delete from record_keys where record_id = ${id}::uuid and field = ${field.name} and key = any(${keys.map(({ key }) => key)})`,
      );
      if (isSearchable(object)) await rebuildSearch(ctx, object, [id]);
    },
  };
}

/** A value of the field's type that can be told from all others, and how it reads; none for types with few values. */
function planted(field: CatalogueField): { value: never; text: string } | undefined {
  const as = (value: unknown, text: string) => ({ value: value as never, text });
  switch (field.type.name) {
    case "text":
      return (field.definition["maxLength"] as number | undefined) === 2
        ? as("QZ", "QZ")
        : (field.definition["maxLength"] as number | undefined) === 3
          ? as("QZX", "QZX")
          : as("canaryvalue", "canaryvalue");
    case "longText":
    case "externalId":
      return as("canaryvalue", "canaryvalue");
    case "url":
      return as("https://canaryvalue.example", "canaryvalue");
    case "emails":
      return as([{ value: "canaryvalue@example.com" }], "canaryvalue");
    case "phones":
      return as([{ value: "+923331239877" }], "3331239877");
    case "personName":
      return as({ full: "canaryvalue" }, "canaryvalue");
    case "address":
      return as({ city: "canaryvalue" }, "canaryvalue");
    case "number":
    case "percent":
      return as("987123.4", "987123.4");
    case "integer":
      return as(9871234, "9871234");
    case "money":
      return as({ amount: "987123.45", currency: "PKR" }, "987123.45");
    case "date":
      return as("2187-06-05", "2187-06-05");
    case "datetime":
      return as("2187-06-05T04:03:02.001Z", "2187-06-05");
    default:
      return undefined;
  }
}

/** Every address that reads and could tell of the planted records, from the route table, with ids and parameters filled in. */
function channels(
  paths: readonly string[],
  ids: Ids,
  catalogue: Catalogue,
  canary: string,
  hidden: Record<string, string[]>,
): string[] {
  return paths.flatMap((path) => {
    const object = catalogue.byPath(path.split("/")[3]!);
    if (object && !tells(object)) return [];
    const at = path.replace(":id", (object && ids[object.name as keyof Ids]) ?? ":id");
    if (at.includes("/:")) return [];
    if (path.endsWith("/aggregate")) return groupings(object!).map((group) => `${at}?measures=count&groupBy=${group}`);
    if (path.endsWith("/search")) return [`${at}?q=${canary}`];
    const whole = object && [`/${object.path}`, `/${object.path}/:id`].some((end) => path.endsWith(end));
    if (!whole) return [at];
    const include = `${at}?include=${related(object)
      .filter((name) => !hidden[object.name]?.includes(name))
      .join(",")}`;
    return path.endsWith(":id") ? [at, include] : [include, `${at}?q=${canary}`];
  });
}

const related = (object: CatalogueObject): string[] =>
  [...object.fields.values()].filter((field) => field.target).map((field) => field.name);

/** One of the planted objects, or one that points at them. */
const tells = (object: CatalogueObject): boolean =>
  [object.name, ...[...object.fields.values()].map((field) => field.target)].some((name) =>
    (OBJECTS as readonly unknown[]).includes(name),
  );

const groupings = (object: CatalogueObject): string[] =>
  [...object.fields.values()]
    .filter((field) => (OBJECTS as readonly unknown[]).includes(field.target) && field.type.storage === "columns")
    .map((field) => field.name);

const rightsHiding = (hidden: Record<string, string[]>): Rights => {
  const open = { read: "all", create: true, update: "all", delete: "all", export: true } as const;
  const objects = Object.entries(hidden).map(
    ([name, fields]) =>
      [name, { ...open, fields: Object.fromEntries(fields.map((field) => [field, "hidden" as const])) }] as const,
  );
  return {
    standard: open,
    objects: Object.fromEntries(objects),
    capabilities: ["insight", "jobs", "import", "export", "audit", "settings", "users", "roles", "apiKeys"],
  };
};

test("a hidden field's value is given out nowhere, and nothing can be asked by it", { timeout: 120_000 }, async (t) => {
  const { house, ctx, key } = await testHouse(t);
  const ids = await plant((await key("owner")).speak);
  const { speak } = await key("service");
  const role = await roleId(ctx, "service");
  const routes = allRoutes(house, createMetrics(house.engine.database.pool));
  // A stream has no end to read to; what it tells is held by the tests of its own.
  const reading = routes.flatMap(({ method, path, streams }) =>
    method === "GET" && path.startsWith("/api/v1/") && !streams ? [path] : [],
  );
  const ofRecords = reading.filter((path) => ctx.catalogue.byPath(path.split("/")[3]!) || path.endsWith("/search"));
  let tried = 0;
  const showsNowhere = async (paths: string[], hidden: Record<string, string[]>, canaries: Canary[]) => {
    const addresses = channels(paths, ids, ctx.catalogue, canaries[0]!.text, hidden);
    tried += addresses.length;
    await Promise.all(
      addresses.map(async (address) => {
        const answered = await speak("GET", address);
        assert.ok(answered.status < 500, `${address}: ${answered.text}`);
        for (const { text } of canaries)
          assert.ok(
            !spread(answered).includes(text),
            `${JSON.stringify(hidden)}: ${text} at ${address}: ${answered.text}`,
          );
      }),
    );
  };
  const hide = async (hidden: Record<string, string[]>) => {
    await ctx.db.query(
      sql`update roles set rights = ${JSON.stringify(rightsHiding(hidden))}::jsonb where id = ${role}::uuid`,
    );
    house.identity.forgetRights("test");
  };
  for (const name of OBJECTS) {
    const object = ctx.catalogue.object(name);
    const all: Canary[] = [];
    for (const field of object.fields.values()) {
      const hidden = { [name]: [field.name], ...COPIES[`${name}.${field.name}`] };
      await hide(hidden);
      await refusesToAskBy(speak, object, field, ids[name]);
      const own = await speak("GET", `/api/v1/${object.path}/${ids[name]}`);
      assert.ok(own.status === 200 && !(field.name in own.body), `${name}.${field.name}: ${own.text}`);
      const canary = await hideCanary(ctx, object, field, ids[name]);
      if (!canary) continue;
      await showsNowhere(ofRecords, hidden, [canary]);
      await canary.remove();
      all.push(canary);
    }
    const everything = {
      [name]: [...object.fields.keys()],
      customer: [...ctx.catalogue.object("customer").fields.keys()],
    };
    const planted = [];
    for (const field of object.fields.values()) planted.push(await hideCanary(ctx, object, field, ids[name]));
    await hide(everything);
    await showsNowhere(reading, everything, all);
    for (const canary of planted.reverse()) await canary?.remove();
  }
  assert.ok(tried > 1000, `only ${tried} answers were read`);
});

/** All of an answer but the question that it may repeat. */
const spread = (answered: Answered): string => `${answered.text} ${JSON.stringify(answered.headers)}`;

async function refusesToAskBy(speak: Speak, object: CatalogueObject, field: CatalogueField, id: string): Promise<void> {
  const list = `/api/v1/${object.path}`;
  const operator = Object.keys(field.type.operators)[0] ?? "notEmpty";
  const questions = [
    `${list}?sort=${field.name}`,
    `${list}?fields=${field.name}`,
    `${list}?include=${field.name}`,
    `${list}?filter=${json({ field: field.name, op: operator, value: "x" })}`,
    `${list}?filter=${json({ not: { field: field.name, op: "notEmpty" } })}`,
    `${list}/aggregate?measures=count&groupBy=${field.name}`,
    `${list}?filter=${json({ has: field.name })}`,
    `${list}/aggregate?measures=sum:${field.name}`,
    ...(object.name === "order"
      ? []
      : [`/api/v1/orders?filter=${json({ field: `${object.name}.${field.name}`, op: "notEmpty" })}`]),
  ];
  for (const [place, answered] of (await Promise.all(questions.map((each) => speak("GET", each)))).entries()) {
    const question = questions[place]!;
    assert.equal(answered.status, 422, `${question}: ${answered.text}`);
    assert.match(answered.body.detail, /has no field/, question);
  }
  if (object.definition.written === "own" || field.source === "system") return;
  const write = await speak("PATCH", `${list}/${id}`, { [field.name]: null });
  assert.equal(write.status, 422, `${object.name}.${field.name}: ${write.text}`);
}

test("a hidden relation does not show on the page of the record it points at", async (t) => {
  const { house, ctx, key } = await testHouse(t);
  const ids = await plant((await key("owner")).speak);
  const { speak } = await key("service");
  const role = await roleId(ctx, "service");
  const shown = async (subject: "company" | "contact" | "customer", object: string): Promise<boolean> => {
    const page = await speak("GET", `/api/v1/${ctx.catalogue.object(subject).path}/${ids[subject]}/timeline?limit=200`);
    return page.body.data.some((item: { object: string }) => item.object === object);
  };
  for (const [object, field, subject] of [
    ["contact", "company", "company"],
    ["order", "customer", "customer"],
    ["order", "contact", "contact"],
    ["order", "company", "company"],
  ] as const) {
    for (const [hidden, expected] of [
      [[], true],
      [[field], false],
    ] as const) {
      await ctx.db.query(
        sql`update roles set rights = ${JSON.stringify(rightsHiding({ [object]: [...hidden] }))}::jsonb where id = ${role}::uuid`,
      );
      house.identity.forgetRights("test");
      assert.equal(await shown(subject, object), expected, `${object}.${field}`);
    }
  }
});
