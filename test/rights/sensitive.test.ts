/** A field that is marked as sensitive is read nowhere without an entry that says who read it of which record: every address, and what is asked by it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { makeCatalogue, type CatalogueField } from "#model/catalogue.ts";
import { fieldTypes } from "#fields/index.ts";
import { testHouse } from "#server/http/house.fixtures.ts";
import { createMetrics } from "#server/http/metrics.ts";
import { product } from "#server/product.ts";
import { allRoutes } from "#server/routes/index.ts";
import { settled } from "#test/harness/jobs.ts";
import { channels, hideCanary, json, plant } from "./canaries.ts";

/** Of each kind of value and each way in which it is reached: own, included, in lines, on a timeline, in computed facts. */
const MARKED = [
  "company.notes",
  "company.address",
  "contact.jobTitle",
  "contact.birthday",
  "order.reference",
  "orderLine.description",
];

interface Read {
  object: string;
  record: string;
  fields: string[];
  figures: boolean;
}

async function house(t: { after(hook: () => Promise<void>): void }) {
  const made = await testHouse(t);
  const owner = await made.key("owner");
  const ids = await plant(owner.speak);
  const order = (await owner.speak("GET", `/api/v1/orders/${ids.order}`)).body;
  const place = { ...ids, orderLine: order.lines[0].id as string };
  /** What has been noted since the last time that this was asked. */
  let last = "00000000-0000-0000-0000-000000000000";
  const noted = async (): Promise<Read[]> => {
    const rows = await made.ctx.db.query(sql<{ id: string; object: string; record: string; after: string; by: string }>`
      select id, object, record_id as record, after::text as after, by_kind as by from events where type = 'read' and id > ${last}::uuid order by id`);
    last = rows.at(-1)?.id ?? last;
    assert.ok(rows.every(({ by }) => by === "apiKey"));
    return rows.map(({ object, record, after }) => ({
      object,
      record,
      figures: false,
      ...(JSON.parse(after) as { fields: string[] }),
    }));
  };
  const mark = (path: string): [CatalogueField, () => void] => {
    const [object = "", name = ""] = path.split(".");
    const field = made.ctx.catalogue.object(object).fields.get(name)!;
    field.definition.sensitive = true;
    // A question that was asked before keeps what it was built from.
    made.house.identity.forgetRights("test");
    return [field, () => delete field.definition.sensitive];
  };
  return { ...made, owner, ids: place, noted, mark };
}

test("whoever is given a marked value is noted, at whatever address", { timeout: 120_000 }, async (t) => {
  const { house: whole, ctx, owner, ids, noted, mark } = await house(t);
  const routes = allRoutes(whole, createMetrics(whole.engine.database));
  const reading = routes.flatMap(({ method, path, streams }) =>
    method === "GET" && path.startsWith("/api/v1/") && !streams ? [path] : [],
  );
  let given = 0;
  for (const path of MARKED) {
    const [object, name] = path.split(".") as [keyof typeof ids, string];
    const [field, unmark] = mark(path);
    const canary = (await hideCanary(ctx, ctx.catalogue.object(object), field, ids[object]))!;
    const addresses = [
      ...channels(reading, ids, ctx.catalogue, canary.text, {}),
      `/api/v1/${ctx.catalogue.object(object).path}/${ids[object]}`,
    ];
    await noted();
    for (const address of addresses) {
      const { text } = await owner.speak("GET", address);
      const reads = await noted();
      if (!text.includes(canary.text)) {
        continue;
      }
      given += 1;
      const told = reads.some((read) =>
        read.record === ids[object]
          ? read.fields.includes(name)
          : object === "orderLine" && read.fields.includes(`lines.${name}`),
      );
      assert.ok(told, `${path} at ${address}: ${JSON.stringify(reads)}\n${text.slice(0, 500)}`);
    }
    await canary.remove();
    unmark();
  }
  assert.ok(given > 30, `only ${given} answers held a marked value`);
  t.diagnostic(`${given} answers`);
  await owner.speak("GET", `/api/v1/companies/${ids.company}?include=parent`);
  assert.deepEqual(await noted(), [], "nothing is noted where nothing is marked");
});

test(
  "whoever asks by a marked value is noted: filters, hops, orders, groups, sums, previews, exports, search",
  { timeout: 60_000 },
  async (t) => {
    const { house: whole, ctx, owner, ids, noted, mark } = await house(t);
    mark("company.notes");
    mark("company.industry");
    const at = `/api/v1/companies/${ids.company}`;
    const patched = await owner.speak("PATCH", at, { notes: "zqmarked", industry: "Mills" });
    await owner.speak("PATCH", at, { notes: "zqmarked later" });
    await noted();
    const seen = async (question: string) => {
      const answered = await owner.speak("GET", `/api/v1/${question}`);
      assert.equal(answered.status, 200, answered.text);
      return noted();
    };
    const by = (condition: object) => json({ op: "eq", value: "Mills", ...condition });
    const company = { object: "company", record: ids.company, figures: false };
    assert.deepEqual(await seen(`companies?fields=name&filter=${by({ field: "industry" })}`), [
      { ...company, fields: ["industry"] },
    ]);
    assert.deepEqual(await seen(`companies?fields=name&sort=industry&limit=1`), [{ ...company, fields: ["industry"] }]);
    const hop = await seen(`contacts?fields=name&filter=${by({ field: "company.industry" })}`);
    assert.deepEqual(hop, [{ object: "contact", record: ids.contact, figures: false, fields: ["company.industry"] }]);
    const [counted] = await seen(`companies/aggregate?measures=count&filter=${by({ field: "industry" })}`);
    assert.deepEqual([counted!.fields, counted!.figures], [["industry"], true]);
    const [grouped] = await seen("companies/aggregate?measures=count&groupBy=industry");
    assert.deepEqual([grouped!.object, grouped!.fields, grouped!.figures], ["company", ["industry"], true]);
    assert.deepEqual(await seen(`companies/${ids.company}/history`), [{ ...company, fields: ["notes", "industry"] }]);
    const post = async (path: string, body: object) => {
      const answered = await owner.speak("POST", `/api/v1/${path}`, body);
      assert.ok(answered.status < 300, answered.text);
      return { answered, reads: await noted() };
    };
    const preview = await post("companies/bulk", {
      act: "update",
      patch: { notes: "x" },
      ids: [ids.company],
      preview: true,
    });
    assert.ok(preview.answered.text.includes("zqmarked later"));
    assert.deepEqual(preview.reads, [{ ...company, fields: ["notes"] }]);
    const undo = await post(`operations/${String(patched.headers["raabta-operation"])}/undo`, { preview: true });
    assert.ok(undo.answered.text.includes("zqmarked later"), undo.answered.text);
    assert.ok(undo.reads.some(({ record, fields }) => record === ids.company && fields.includes("notes")));
    const other = (await owner.speak("POST", "/api/v1/companies", { name: "Other" })).body.id as string;
    await noted();
    const merge = await post("companies/merge", { into: other, from: [ids.company], preview: true });
    assert.ok(merge.answered.text.includes("zqmarked later"));
    assert.deepEqual(merge.reads.map(({ record }) => record).toSorted(), [ids.company, other].toSorted());
    // What is marked is no way to look a record up.
    assert.ok(!(await owner.speak("GET", "/api/v1/search?q=zqmarked")).text.includes(ids.company));
    assert.equal((await owner.speak("GET", "/api/v1/companies?q=zqmarked")).body.data.length, 0);
    await whole.engine.jobs.start(1);
    const made = await post("exports", { object: "company", fields: ["name", "notes"] });
    await settled(ctx, made.answered.body.id);
    const [exported] = await ctx.db.query(
      sql<{ after: string }>`select after::text as after from events where type = 'exported' order by id desc limit 1`,
    );
    assert.deepEqual((JSON.parse(exported!.after) as { sensitive: string[] }).sensitive, ["notes"]);
  },
);

test("a field that names records cannot be marked, for names are shown wherever they are pointed at", () => {
  const definitions = product.objects.map((object) =>
    object.name === "company"
      ? { ...object, fields: { ...object.fields, name: { ...object.fields["name"]!, sensitive: true } } }
      : object,
  );
  assert.throws(() => makeCatalogue(definitions, fieldTypes), /company\.title: "name" is sensitive/);
});
