/** A field that is hidden from a role is nowhere: each field of the customers' and sales' objects, on every channel. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Rights } from "#model/rights.ts";
import { roleId, testHouse, type Answered, type Speak } from "#server/http/house.fixtures.ts";
import { allRoutes } from "#server/routes/index.ts";
import { createMetrics } from "#server/http/metrics.ts";
import { channels, hideCanary, json, mirror, OBJECTS, plant, type Canary } from "./canaries.ts";

/** What the house itself writes again elsewhere: who hides the one means the other too. */
const COPIES: Record<string, Record<string, string[]>> = {
  "company.name": { customer: ["name"] },
  "company.number": { customer: ["number"] },
  "company.address": { customer: ["country"] },
  "contact.name": { customer: ["name"] },
  "contact.number": { customer: ["number"] },
  "contact.address": { customer: ["country"] },
};

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

/** More at once would be refused as more than can be done. */
const AT_ONCE = 20;

async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += AT_ONCE) await Promise.all(all.slice(from, from + AT_ONCE).map(work));
}

test("a hidden field's value is given out nowhere, and nothing can be asked by it", { timeout: 300_000 }, async (t) => {
  const { house, ctx, key } = await testHouse(t);
  const ids = await plant((await key("owner")).speak);
  await mirror(ctx);
  const { speak } = await key("service");
  const role = await roleId(ctx, "service");
  const routes = allRoutes(house, createMetrics(house.engine.database));
  // A stream has no end to read to; what it tells is held by the tests of its own.
  const reading = routes.flatMap(({ method, path, streams }) =>
    method === "GET" && path.startsWith("/api/v1/") && !streams ? [path] : [],
  );
  const ofRecords = reading.filter((path) => ctx.catalogue.byPath(path.split("/")[3]!) || path.endsWith("/search"));
  let tried = 0;
  const showsNowhere = async (paths: string[], hidden: Record<string, string[]>, canaries: Canary[]) => {
    const addresses = channels(paths, ids, ctx.catalogue, canaries[0]!.text, hidden);
    tried += addresses.length;
    await inTurns(addresses, async (address) => {
      const answered = await speak("GET", address);
      assert.ok(answered.status < 500, `${address}: ${answered.text}`);
      for (const { text } of canaries)
        assert.ok(
          !spread(answered).includes(text),
          `${JSON.stringify(hidden)}: ${text} at ${address}: ${answered.text}`,
        );
    });
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
  const answers: Answered[] = [];
  await inTurns([...questions.entries()], async ([place, each]) => void (answers[place] = await speak("GET", each)));
  for (const [place, answered] of answers.entries()) {
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
