/** What is closed to a role stays closed through a file: no column, constant, key, name or preset writes it, compares it or is found by it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Rights } from "#model/rights.ts";
import type { Context } from "#engine/context.ts";
import { create, update } from "#engine/records/records.ts";
import { changeImport, checkImport, keptOf, readImport, startImport, undoImport } from "#engine/transfer/imports.ts";
import type { Import } from "#engine/transfer/import-row.ts";
import type { Mapping } from "#engine/transfer/mapping.ts";
import { rejectsCsv } from "#engine/transfer/rejects.ts";
import { possibleDuplicates } from "#engine/search/duplicates.ts";
import { HEADER } from "#test/import/invoices.ts";
import { brought, checked, done, importWorkspace, until, upload } from "#test/import/workspace.ts";

const OPEN = { read: "all", create: true, update: "all", delete: "all", export: true } as const;
type Fields = Record<string, Record<string, "hidden" | "read">>;

async function house(t: { after(hook: () => Promise<void>): void }, options: { worker?: boolean } = {}) {
  const made = await importWorkspace(t, options);
  const { id } = await made.person("sales");
  const [role] = await made.ctx.db.query(sql<{ id: string }>`select id from roles where key = 'sales'`);
  /** The person with these fields closed to their role, in what they do themselves and in what jobs do in their name. */
  const blind = async (fields: Fields, standard: Rights["standard"] = OPEN): Promise<Context> => {
    const objects = Object.entries(fields).map(([name, closed]) => [name, { ...standard, fields: closed }] as const);
    const rights: Rights = { standard, objects: Object.fromEntries(objects), capabilities: ["import"] };
    await made.ctx.db.query(
      sql`update roles set rights = ${JSON.stringify(rights)}::jsonb where id = ${role!.id}::uuid`,
    );
    const actor = { kind: "user", userId: id, roleId: role!.id, rights, teamIds: [] } as const;
    return made.engine.context(made.workspace, { actor: { ...actor, teamIds: [] }, via: "api" });
  };
  return { ...made, blind, me: id };
}

const by = (found: Import, object: string, fields: (string | null)[], more: Partial<Mapping> = {}): Mapping => ({
  ...found.mapping,
  preset: "records",
  object,
  key: null,
  columns: fields.map((field, index) => ({ index, target: field === null ? null : { object, field } })),
  ...more,
});

const refused = (path: RegExp) => (error: { name: string; issues?: { path: string; message: string }[] }) => {
  assert.equal(error.name, "InvalidInput");
  assert.match(error.issues!.map((issue) => issue.path).join(), path);
  return true;
};

/** All that a check tells of a file. */
async function told(ctx: Context, found: Import, mapping: Mapping): Promise<string> {
  await changeImport(ctx, found.id, { mapping });
  const { counts, issuesSample, error } = await checked(ctx, found.id);
  let rejects = "";
  for await (const piece of rejectsCsv(ctx, found.id, found.columns, (issue) => issue.message)) rejects += piece;
  return JSON.stringify([counts, issuesSample, error, rejects]);
}

test("no object's field that is closed to a role can be filled, set for all rows, or looked up", async (t) => {
  const { ctx, blind } = await house(t, { worker: false });
  const objects = [...ctx.catalogue.objects.values()].filter(
    ({ definition }) => !definition.shared && !definition.governedBy,
  );
  const widest = Math.max(...objects.map(({ fields }) => fields.size));
  const found = await upload(ctx, `${Array.from({ length: widest }, (_, n) => `c${n}`).join()}\n1\n`, "any.csv");
  const issuesOf = async (me: Context, mapping: Mapping): Promise<string[]> => {
    const told = await changeImport(me, found.id, { mapping }).catch((error: { issues: { path: string }[] }) => error);
    return "issues" in told ? told.issues.map(({ path }) => path) : [];
  };
  let tried = 0;
  for (const object of objects) {
    const names = [...object.fields.keys()];
    for (const access of ["hidden", "read"] as const) {
      const me = await blind({ [object.name]: Object.fromEntries(names.map((name) => [name, access])) });
      const filled = await issuesOf(me, by(found, object.name, names));
      assert.deepEqual(
        filled,
        names.map((_, index) => `mapping.columns.${index}.target`),
        object.name,
      );
      const constants = names.map((field) => ({ target: { object: object.name, field }, value: "x" }));
      const set = await issuesOf(me, by(found, object.name, [null], { constants }));
      assert.deepEqual(
        set,
        names.map((_, index) => `mapping.constants.${index}.target`),
        object.name,
      );
      for (const key of access === "hidden" ? names : [])
        assert.deepEqual(
          await issuesOf(me, by(found, object.name, [null], { key })),
          ["mapping.key"],
          `${object.name}.${key}`,
        );
      tried += names.length;
    }
  }
  assert.ok(tried > 200, `only ${tried}`);
});

test("a hidden field is proposed to nobody, nor kept for them from what another has imported", async (t) => {
  const { ctx, blind } = await house(t);
  const me = await blind({ company: { notes: "hidden", number: "hidden", industry: "read" } });
  const file = "Company Name,Account Number,Notes,Industry\nA,1,x,y\n";
  const targets = ({ mapping }: Import) => mapping.columns.map(({ target }) => target?.field ?? null);
  const proposed = await upload(me, file, "companies.csv", "company");
  assert.deepEqual(targets(proposed), ["name", null, null, null]);
  assert.notEqual(proposed.mapping.key, "number");
  const theirs = await upload(ctx, file, "companies.csv", "company");
  const constants = [{ target: { object: "company", field: "notes" }, value: "zqcanary" }];
  await changeImport(ctx, theirs.id, {
    mapping: { ...by(theirs, "company", ["name", "number", null, "industry"]), key: "number", constants },
  });
  await done(ctx, theirs.id);
  const remembered = await upload(me, file, "companies.csv", "company");
  assert.equal(remembered.mappedBy, "remembered");
  assert.deepEqual(targets(remembered), ["name", null, null, null]);
  assert.equal(remembered.mapping.key, null);
  assert.ok(!JSON.stringify(remembered).includes("zqcanary"));
});

test("what another's invoices came to is not remembered with their mapping", async (t) => {
  const { ctx, person } = await importWorkspace(t);
  const row = (code: string, text: string) => `1,${code},${text},1,2024-01-02 10:00:00,987.25,C1,Pakistan\n`;
  await brought(ctx, `${HEADER}\n${row("POST", "zqcanary")}`);
  const next = await upload((await person("manager")).ctx, `${HEADER}\n${row("A1", "plain")}`);
  assert.equal(next.mappedBy, "remembered");
  assert.doesNotMatch(JSON.stringify(next), /zqcanary|987\.25.*POST|POST.*987\.25/);
});

test("rights that go after the mapping was accepted stop the check, the run and its job, and nothing is written", async (t) => {
  const { ctx, blind, engine } = await house(t, { worker: false });
  const { id } = await create(ctx, "company", { name: "Standing", number: "N-1", notes: "before" });
  const me = await blind({});
  const found = await upload(me, "number,notes\nN-1,after\n", "c.csv", "company");
  await changeImport(me, found.id, { mapping: by(found, "company", ["number", "notes"], { key: "number" }) });
  const closed = await blind({ company: { notes: "hidden" } });
  await assert.rejects(checkImport(closed, found.id), refused(/columns\.1/));
  await assert.rejects(startImport(closed, found.id), refused(/columns\.1/));
  // Asked for while it was allowed, begun when it was not.
  await startImport(await blind({}), found.id);
  await blind({ company: { notes: "hidden" } });
  await engine.jobs.start(1);
  await assert.rejects(until(ctx, found.id, "done"), /failed/);
  const [row] = await ctx.db.query(
    sql<{ notes: string; version: number }>`select notes, version from companies where id = ${id}::uuid`,
  );
  assert.deepEqual(row, { notes: "before", version: 1 });
  assert.ok(!JSON.stringify(await readImport(ctx, found.id)).includes("before"));
});

test("a right guess at what is hidden or out of sight is answered as a wrong one", async (t) => {
  const { ctx, blind, me: id } = await house(t);
  const other = await create(ctx, "user", { name: "Other", email: "other@example.com", role: (await roles(ctx))[0]! });
  await create(ctx, "company", { name: "Seen", number: "SECRET-1", emails: ["secret@example.com"], owner: id });
  await create(ctx, "company", { name: "Theirs", number: "THEIRS-1", owner: other.id });
  await create(ctx, "contact", { name: "Their person", number: "P-1", emails: ["p1@example.com"], owner: other.id });
  const owned = { ...OPEN, read: "own", update: "own", delete: "own" } as const;
  const guesses = async (
    me: Context,
    file: (guess: string) => string,
    right: string,
    mapping: (found: Import) => Mapping,
  ) => {
    const answers = [];
    for (const guess of [right, right.replace("1", "9")]) {
      const found = await upload(me, file(guess), "g.csv");
      answers.push((await told(me, found, mapping(found))).replaceAll(new RegExp(guess, "gi"), "GUESS"));
    }
    assert.equal(answers[0], answers[1], right);
  };
  const hidden = await blind({ company: { number: "hidden", emails: "hidden" }, user: { email: "hidden" } });
  const relation = (field: string) => (found: Import) => by(found, "contact", ["name", field]);
  await guesses(hidden, (guess) => `name,company\nA,${guess}\n`, "SECRET-1", relation("company"));
  const found = await upload(hidden, "name,company\nA,secret@example.com\n", "g.csv");
  assert.match(
    await told(hidden, found, { ...relation("company")(found), mode: "update", key: "name" }),
    /there is no company/,
  );
  const narrow = await blind({}, owned);
  const key = (object: string, field: string) => (each: Import) =>
    by(each, object, ["name", field], { mode: "update", key: field });
  await guesses(narrow, (guess) => `name,number\nB,${guess}\n`, "THEIRS-1", key("company", "number"));
  await guesses(narrow, (guess) => `name,number\nB,${guess}\n`, "P-1", key("contact", "number"));
  await guesses(narrow, (guess) => `name,emails\nB,${guess}\n`, "p1@example.com", key("contact", "emails"));
  await guesses(
    narrow,
    (guess) => `name,company\nB,${guess}\n`,
    "THEIRS-1",
    (each) => ({ ...relation("company")(each), mode: "create" }),
  );
  const hint = await possibleDuplicates(hidden, "company", {
    name: "Nobody",
    number: "SECRET-1",
    emails: ["secret@example.com"],
  });
  assert.equal(hint, `{"data":[]}`);
});

const roles = async (ctx: Context): Promise<string[]> =>
  (await ctx.db.query(sql<{ id: string }>`select id from roles where key = 'sales'`)).map((row) => row.id);

test("invoice lines know again only customers and orders within sight, and no closed field is filled by them", async (t) => {
  const { ctx, blind, me: id } = await house(t);
  const line = (number: string, customer: string) =>
    `${number},A1,Goods,1,2024-01-02 10:00:00,5,${customer},Pakistan\n`;
  const other = await create(ctx, "user", { name: "Other", email: "other@example.com", role: (await roles(ctx))[0]! });
  await brought(ctx, `${HEADER}\n${line("700", "C7")}${line("800", "C8")}`);
  for (const table of ["companies", "customers", "orders"])
    await ctx.db.query(
      sql`update ${sql.id(table)} set owner_id = case when number = any(array['C8', '800']) then ${id}::uuid else ${other.id}::uuid end`,
    );
  const narrow = await blind({}, { ...OPEN, read: "own", update: "own" });
  const counted = async (file: string) => {
    const found = await upload(narrow, `${HEADER}\n${file}`);
    return (await checked(narrow, found.id)).counts!.objects;
  };
  const [theirs, nobodys, mine] = [
    await counted(line("700", "C7")),
    await counted(line("701", "C1")),
    await counted(line("800", "C8")),
  ];
  assert.deepEqual(theirs, nobodys);
  assert.deepEqual([theirs["order"]!.create, theirs["company"]!.create], [1, 1]);
  assert.deepEqual([mine["order"]!.unchanged, mine["company"]!.unchanged], [1, 1]);
  for (const [object, field] of [
    ["order", "status"],
    ["orderLine", "unitPrice"],
    ["product", "kind"],
    ["company", "address"],
  ] as const) {
    const me = await blind({ [object]: { [field]: "hidden" } });
    const found = await upload(me, `${HEADER}\n${line("900", "C9")}`);
    const mapping = { ...found.mapping, columns: withColumn(found, object, field) };
    await assert.rejects(
      async () => {
        await changeImport(me, found.id, { mapping });
        await checkImport(me, found.id);
      },
      refused(/mapping/),
      `${object}.${field}`,
    );
  }
});

const withColumn = ({ mapping }: Import, object: string, field: string): Mapping["columns"] =>
  object === "company"
    ? mapping.columns.map((column, index) =>
        index === 7 ? { index, target: { object, field, part: "country" } } : column,
      )
    : mapping.columns;

test("taking an import back neither writes nor tells a field that has been hidden since", async (t) => {
  const { ctx, blind } = await house(t);
  const { id } = await create(ctx, "company", { name: "Standing", number: "N-1", notes: "zqbefore" });
  const me = await blind({});
  const found = await upload(me, "number,notes\nN-1,zqafter\n", "c.csv", "company");
  await changeImport(me, found.id, {
    mapping: by(found, "company", ["number", "notes"], { key: "number", mode: "update" }),
  });
  await done(me, found.id);
  const closed = await blind({ company: { notes: "hidden" } });
  await assert.rejects(undoImport(closed, found.id), refused(/columns\.1/));
  let kept = "";
  for await (const piece of await keptOf(closed, found.id)) kept += piece;
  assert.doesNotMatch(kept, /zqbefore|zqafter/);
  await update(ctx, "company", id, { industry: "Any" });
  const [row] = await ctx.db.query(sql<{ notes: string }>`select notes from companies where id = ${id}::uuid`);
  assert.equal(row!.notes, "zqafter");
});
