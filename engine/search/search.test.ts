/** Search and `q`: every way to find a record, within every kind of rights, through all that can become of a record. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { rightsOn, type Rights } from "#model/rights.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../context.ts";
import { aggregate } from "../query/aggregate.ts";
import { list } from "../query/list.ts";
import { create, createRecords, remove, restore, update } from "../records/records.ts";
import { possibleDuplicates } from "./duplicates.ts";
import { rebuildSearch } from "./rebuild.job.ts";
import { withCommon } from "./frequent-words.ts";
import { search } from "./search.ts";
import { readSearch } from "./terms.ts";

interface Hit {
  object: string;
  id: string;
  title: string;
  matched: string;
}

const hits = async (ctx: Context, q: string) => (JSON.parse(await search(ctx, q)) as { data: Hit[] }).data;
const titles = async (ctx: Context, q: string, object = "contact") =>
  (await hits(ctx, q)).filter((hit) => hit.object === object).map((hit) => hit.title);
const listed = async (ctx: Context, q: string, object = "contact", more = {}) =>
  (JSON.parse(await list(ctx, object, { q, ...more })) as { data: Hit[] }).data.map((hit) => hit.title);

/** The context of the same person with other rights on an object. */
const withRights = (ctx: Context, object: string, change: object): Context => {
  const rights = structuredClone(ctx.actor.rights) as Rights;
  rights.objects[object] = { ...rightsOn(rights, object), ...change };
  return { ...ctx, actor: { ...ctx.actor, rights } };
};

test("a record is found by words, numbers, e-mail, phone in any format and by its last digits", async (t) => {
  const { ctx } = await testWorkspace(t);
  await createRecords(ctx, "contact", [
    {
      name: "Zubaida Khan-Afridi",
      number: "INV-2024-001",
      emails: ["z.khan@textile.example"],
      phones: ["0300 1234567"],
    },
    { name: "Somebody Else", number: "INV-2023-009", emails: ["s.else@cotton.example"], phones: ["0301 7654321"] },
  ]);
  const found = [
    ..."zub,zubaida,khan zub,afridi,khan-afr,Khan-Afridi,inv-2024,INV-2024-001,2024".split(","),
    ..."z.khan@t,z.khan@te,z.khan@tex,z.khan@textile.e,z.khan@textile.example,@textile.example,textile".split(","),
    ..."030012,0300123,03001234,030012345,0300123456,+92300123456,34567,1234567".split(","),
    ..."03001234567,0300 1234567,+92 300-123 4567,00923001234567,(0300) 1234,4567,234567,zu khan".split(","),
  ];
  for (const q of found) {
    assert.deepEqual(await titles(ctx, q), ["Zubaida Khan-Afridi"], `search for ${q}`);
    assert.deepEqual(await listed(ctx, q), ["Zubaida Khan-Afridi"], `list with ${q}`);
  }
  for (const q of [
    "zubx",
    "khan else",
    "z.khan@cot",
    "0300123499",
    "99567",
    "+923001234568",
    "9999",
    "%",
    "'",
    "\\",
    "&|!:*",
    "\0",
    " ",
    "<-> (",
  ]) {
    assert.deepEqual(await titles(ctx, q), [], `search for ${q}`);
    assert.deepEqual(await listed(ctx, q), [], `list with ${q}`);
  }
  assert.match(await aggregate(ctx, "contact", { q: "zub", measures: ["count"] }), /"count" ?: ?1\b/);
});

test("what very many records have fills the answer as well as what few have", async (t) => {
  const { ctx } = await testWorkspace(t);
  const many = Array.from({ length: 400 }, (_, index) => ({ name: `Person ${index} Khanzada` }));
  await createRecords(ctx, "contact", many);
  const { data } = JSON.parse(await search(ctx, "khanz", 5)) as { data: Hit[] };
  assert.deepEqual(
    data.map((hit) => hit.matched),
    Array.from({ length: 5 }, () => "prefix"),
  );
  const [first, ...rest] = (await hits(ctx, "khanz")).map((hit) => hit.id);
  assert.equal(new Set(rest).size, 19);
  assert.ok(!rest.includes(first!));
});

test("a word that very many records have is left to the rows of a rare one, and finds the same", async (t) => {
  const { ctx } = await testWorkspace(t);
  await createRecords(ctx, "company", [{ name: "Mohammadi Textiles" }, { name: "Mohammadi Zardozi" }]);
  await ctx.db.query(sql`insert into companies select (jsonb_populate_record(c, jsonb_build_object('id', uuidv7()))).*
    from companies c, generate_series(1, 9000) where c.name = 'Mohammadi Textiles'`);
  await ctx.db.query(sql`analyze companies`);
  const { settings } = ctx.workspace;
  const objects = [ctx.catalogue.object("company")];
  const commonIn = async (text: string) => [
    ...((await withCommon(ctx, objects, readSearch(text, settings))).common ?? []),
  ];
  assert.deepEqual(await commonIn("moham zard"), ["moham"]);
  assert.deepEqual(await commonIn("moham texti"), [], "both are common: the index is as good as any row");
  assert.deepEqual(await commonIn("moham"), []);
  for (const text of ["moham zard", "zard moham", "muhamadi zardozi", "moham zardzoi"])
    assert.deepEqual(await titles(ctx, text, "company"), ["Mohammadi Zardozi"], text);
  assert.deepEqual(await titles(ctx, "zard mohx", "company"), []);
});

test("the nearest stands first, the newest among equals", async (t) => {
  const { ctx } = await testWorkspace(t);
  for (const name of ["Alina Noor", "Noor Ali", "Ali Noor", "Ali", "Noor Ali"]) await create(ctx, "contact", { name });
  const found = (await hits(ctx, "ali")).filter((hit) => hit.object === "contact");
  assert.deepEqual(
    found.map((hit) => [hit.title, hit.matched]),
    [
      ["Ali", "title"],
      ["Ali Noor", "begins"],
      ["Alina Noor", "begins"],
      ["Noor Ali", "words"],
      ["Noor Ali", "words"],
    ],
  );
  assert.ok(found[3]!.id > found[4]!.id);
  assert.deepEqual((await titles(ctx, "a")).slice(0, 3).sort(), ["Ali", "Ali Noor", "Alina Noor"]);
  assert.deepEqual((await listed(ctx, "al")).sort(), ["Ali", "Ali Noor", "Alina Noor"]);
});

test("own, team and picked records: what the viewer may not see is not found, whatever stands before it", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const [team] = await createRecords(ctx, "team", [{ name: "North" }]);
  const rep = await person("sales", [team!.id!]);
  const other = await person("sales");
  const own = (scope: unknown) => withRights(rep.ctx, "contact", { read: scope });
  await createRecords(
    ctx,
    "contact",
    Array.from({ length: 700 }, (_, n) => ({ name: `Bashir Number${n}`, owner: other.id })),
  );
  await createRecords(ctx, "contact", [
    { name: "Bashir Mine", owner: rep.id },
    { name: "Bashir Ours", owner: other.id, team: team!.id },
    { name: "Bashir Picked", owner: other.id, jobTitle: "Buyer" },
  ]);
  assert.deepEqual(await titles(own("own"), "bashir"), ["Bashir Mine"]);
  assert.deepEqual((await titles(own("team"), "bashir")).sort(), ["Bashir Mine", "Bashir Ours"]);
  const picked = own({ filter: { field: "jobTitle", op: "eq", value: "Buyer" } });
  assert.deepEqual(await titles(picked, "bashir"), ["Bashir Picked"]);
  assert.deepEqual(await titles(own("none"), "bashir"), []);
  assert.equal((await hits(own("all"), "bashir")).length, 20);
  assert.deepEqual(await listed(own("own"), "bashir"), ["Bashir Mine"]);
  // A record that changes hands is found by its new owner only.
  const [mine] = (await hits(own("own"), "bashir")).filter((hit) => hit.object === "contact");
  await update(ctx, "contact", mine!.id, { owner: other.id });
  assert.deepEqual(await titles(own("own"), "bashir"), []);
  assert.deepEqual(await titles(withRights(other.ctx, "contact", { read: "own" }), "bashir mine"), ["Bashir Mine"]);
});

test("what is hidden from a role is not searched", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  await create(ctx, "contact", {
    name: "Zahra",
    number: "N-77",
    emails: ["canary@hidden.example"],
    phones: ["03001234567"],
  });
  const manager = await person("manager");
  const blind = (field: string) => withRights(manager.ctx, "contact", { fields: { [field]: "hidden" } });
  const every = { name: "zahra", number: "n-77", emails: "canary", phones: "1234567" };
  for (const hidden of Object.keys(every))
    for (const [field, q] of Object.entries(every)) {
      const expected = field === hidden ? 0 : 1;
      const about = `${field} where ${hidden} is hidden`;
      assert.equal((await listed(blind(hidden), q)).length, expected, `list: ${about}`);
      const found = (await hits(blind(hidden), q)).filter((hit) => hit.object === "contact");
      assert.equal(found.length, expected, `search: ${about}`);
    }
});

test("names are found in another script, words by their middle and with a slip in them", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  await createRecords(ctx, "contact", [
    { name: "Mohammad Tariq" },
    { name: "मोहम्मद सुलेमान" },
    { name: "محمد قریشی" },
    { name: "Shakeela Rahmani" },
    { name: "Umar Farooqui" },
  ]);
  for (const q of ["mohammad", "muhammed", "मोहम्मद", "محمد"]) {
    const all = ["Mohammad Tariq", "محمد قریشی", "मोहम्मद सुलेमान"].sort();
    assert.deepEqual((await titles(ctx, q)).sort(), all, `search for ${q}`);
    assert.deepEqual((await listed(ctx, q)).sort(), all, `list with ${q}`);
  }
  const [own, other] = (await hits(ctx, "मोहम्मद")).filter((hit) => hit.object === "contact");
  assert.deepEqual([own!.matched, other!.matched], ["begins", "sounds"]);
  const slips = [
    "shakela",
    "sahkeela",
    "shakeelaa",
    "rahmni",
    "hakeel",
    "ahmani",
    "shakela rahm",
    "rahm shakela",
    "sh rahmn",
  ];
  for (const q of slips) {
    assert.deepEqual(await titles(ctx, q), ["Shakeela Rahmani"], `search for ${q}`);
    assert.deepEqual(await listed(ctx, q), ["Shakeela Rahmani"], `list with ${q}`);
  }
  for (const q of ["omar", "farouqi", "arooq", "farooqiu"])
    assert.deepEqual(await titles(ctx, q), ["Umar Farooqui"], q);
  assert.deepEqual(await titles(ctx, "सुलमान"), ["मोहम्मद सुलेमान"]);
  for (const q of ["zzzzz", "shakeela tariq", "shxkxxla"]) assert.deepEqual(await titles(ctx, q), [], q);
  assert.match(await aggregate(ctx, "contact", { q: "rahmni", measures: ["count"] }), /"count" ?: ?1\b/);
  // What only others' records say does not keep the search narrow.
  const rep = await person("sales");
  const mine = withRights(rep.ctx, "contact", { read: "own" });
  await create(mine, "contact", { name: "Shakila Own" });
  assert.deepEqual(await listed(mine, "shakeela"), ["Shakila Own"]);
});

test("a list pages through what a widened search finds without gap or repeat", async (t) => {
  const { ctx } = await testWorkspace(t);
  await createRecords(
    ctx,
    "contact",
    Array.from({ length: 25 }, (_, n) => ({ name: `${n % 2 ? "Nasreen" : "Nasrin"} ${n}` })),
  );
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = JSON.parse(await list(ctx, "contact", { q: "asree", limit: 4, cursor })) as {
      data: { id: string }[];
      nextCursor: string | null;
    };
    seen.push(...page.data.map((record) => record.id));
    cursor = page.nextCursor;
  }
  assert.ok(seen.length >= 12);
  assert.equal(new Set(seen).size, seen.length);
});

test("trash, restore, rename and rules leave a record to be found by what it says now", async (t) => {
  const { ctx } = await testWorkspace(t);
  const made = await create(ctx, "contact", { name: "Firdaus Before", phones: ["03001112223"] });
  await remove(ctx, "contact", made.id);
  assert.deepEqual(await titles(ctx, "firdaus"), []);
  assert.deepEqual(await listed(ctx, "firdaus", "contact", { trash: true }), ["Firdaus Before"]);
  await restore(ctx, "contact", made.id);
  assert.deepEqual(await titles(ctx, "firdaus"), ["Firdaus Before"]);
  await update(ctx, "contact", made.id, { name: "Gulshan After" });
  assert.deepEqual(await titles(ctx, "firdaus"), []);
  assert.deepEqual(await titles(ctx, "gulshan 2223"), []);
  assert.deepEqual(await titles(ctx, "gulshan"), ["Gulshan After"]);
  assert.deepEqual(await titles(ctx, "03001112223"), ["Gulshan After"]);
  // The customer's name is written by a rule.
  assert.deepEqual(await titles(ctx, "gulshan", "customer"), ["Gulshan After"]);
});

test("no row stands without its lexemes, however it came; the rebuild gives the same", async (t) => {
  const { ctx } = await testWorkspace(t);
  await createRecords(
    ctx,
    "contact",
    Array.from({ length: 120 }, (_, n) => ({
      name: `Copied ${n} O'Neill \\ tab\tx`,
      number: `c-${n}`,
      emails: [`c${n}@x.example`],
    })),
  );
  await createRecords(ctx, "company", [{ name: "By statement" }]);
  const vectors = () =>
    ctx.db.query(
      sql`select id, search::text as search from contacts union all select id, search::text from customers union all select id, search::text from companies order by id`,
    );
  const written = await vectors();
  assert.ok(written.length > 240 && written.every((row) => (row as { search: string | null }).search !== null));
  for (const object of ["contact", "customer", "company"].map((name) => ctx.catalogue.object(name))) {
    const rows = await ctx.db.query<{ id: string }>(sql`select id from ${sql.id(object.table)}`);
    await ctx.db.query(sql`update ${sql.id(object.table)} set search = null`);
    await rebuildSearch(
      ctx,
      object,
      rows.map((row) => row.id),
    );
  }
  assert.deepEqual(await vectors(), written);
  assert.deepEqual(await titles(ctx, "copied 119 o'neill"), ["Copied 119 O'Neill \\ tab\tx"]);
});

test("a name is heard as it is written: signs that folding takes away tell how it sounds", async (t) => {
  const { ctx } = await testWorkspace(t);
  await createRecords(ctx, "contact", [{ name: "Mustafa" }, { name: "مصطفیٰ" }, { name: "मुस्तफ़ा" }, { name: "Munir" }]);
  await create(ctx, "company", { name: "Mustafa Traders" });
  const everyone = ["Mustafa", "مصطفیٰ", "मुस्तफ़ा"];
  for (const typed of ["mustafa", "مصطفیٰ", "मुस्तफ़ा"])
    assert.deepEqual((await titles(ctx, typed)).toSorted(), everyone.toSorted(), typed);
  assert.deepEqual((await listed(ctx, "مصطفیٰ")).toSorted(), ["Mustafa", "مصطفیٰ", "मुस्तफ़ा"].toSorted());
  assert.deepEqual(await titles(ctx, "مصطفیٰ", "company"), ["Mustafa Traders"]);
  assert.deepEqual(await titles(ctx, "mu'nir"), ["Munir"]);
  const told = await possibleDuplicates(ctx, "contact", { name: "مصطفیٰ" });
  assert.equal((JSON.parse(told) as { data: unknown[] }).data.length, 3, told);
});

test("before a record is made, those are told that may be the same, within the viewer's rights", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const rep = await person("sales");
  const mine = withRights(rep.ctx, "contact", { read: "own" });
  const blind = withRights((await person("manager")).ctx, "contact", { fields: { emails: "hidden" } });
  await createRecords(ctx, "contact", [
    { name: "Mohammad Tariq", emails: ["m.tariq@mill.example"], phones: ["0300 1234567"] },
    { name: "محمد طارق" },
    { name: "Mohammad Tariq Hussain Shah Bukhari" },
    { name: "Tariq Aziz" },
  ]);
  const told = async (who: Context, values: object) =>
    (
      JSON.parse(await possibleDuplicates(who, "contact", values as never)) as {
        data: { title: string; fields: string[] }[];
      }
    ).data.map(({ title, fields }) => [title, ...fields.sort()]);
  assert.deepEqual(await told(ctx, { name: "मोहम्मद तारिक़", emails: "M.Tariq@mill.example" }), [
    ["Mohammad Tariq", "emails", "name"],
    ["محمد طارق", "name"],
  ]);
  assert.deepEqual(await told(ctx, { phones: "+92 300 123 4567", emails: "not an address" }), [
    ["Mohammad Tariq", "phones"],
  ]);
  assert.deepEqual(await told(ctx, { name: "" }), []);
  assert.deepEqual(await told(mine, { phones: "03001234567", name: "Mohammad Tariq" }), []);
  assert.deepEqual(await told(blind, { emails: "m.tariq@mill.example" }), []);
});
