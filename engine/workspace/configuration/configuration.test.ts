/** A configuration goes from one workspace into another as files: planned, whole or not at all, the same on both sides, and back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { InvalidInput } from "#model/errors.ts";
import type { JsonObject } from "#model/json.ts";
import { create, remove, update } from "#engine/records/records.ts";
import { read } from "#engine/query/read.ts";
import type { Context } from "#engine/context.ts";
import { uuidv7 } from "#engine/records/uuid.ts";
import { undoOperation } from "#engine/undo/undo.ts";
import { actingAs } from "#engine/identity/on-behalf.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import { applyConfiguration, diffConfiguration, tryConfiguration } from "./apply.ts";
import { toFiles, type ConfigurationFiles } from "./files.ts";
import { configurationBefore, listApplied } from "./kept.ts";
import { readConfiguration } from "./read.ts";

/** As the next request would have it, an operation of its own. */
const anew = async ({ engine }: TestWorkspace, slug = "test"): Promise<Context> =>
  engine.systemContext(await engine.workspaces.get(slug));

const exported = async (ctx: Context): Promise<ConfigurationFiles> => toFiles(ctx, await readConfiguration(ctx));
/** Teams stay: more than configuration hangs on them. */
const withoutTeams = (files: ConfigurationFiles) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith("teams/")));
const apply = (ctx: Context, files: ConfigurationFiles) => applyConfiguration(ctx, files, { kind: "files" });
const content = (files: ConfigurationFiles, path: string): JsonObject => JSON.parse(files[path]!) as JsonObject;
const steps = (plan: readonly { step: string; object: string; title: string }[]) =>
  plan.map(({ step, object, title }) => `${step} ${object} ${title}`);

const issuesOf = async (work: Promise<unknown>): Promise<{ path: string; message: string }[]> => {
  const error = await work.then(
    () => assert.fail("was not refused"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof InvalidInput, String(error));
  return error.issues;
};

/** Objects that point at each other, fields, a role with a condition, a view that names both. */
async function shaped(at: TestWorkspace): Promise<Context> {
  const field = (object: string, name: string, type: string, settings: JsonObject = {}) => ({
    object,
    name,
    type,
    label: { en: name, ur: "نام" },
    settings,
  });
  const { ctx } = at;
  await create(ctx, "customObject", {
    name: "x_vehicle",
    label: { en: { one: "Vehicle", many: "Vehicles" } },
    icon: "car",
  });
  await create(ctx, "customObject", {
    name: "x_visit",
    label: { en: { one: "Visit", many: "Visits" } },
    ownership: "none",
  });
  let now = await anew(at);
  await create(now, "customField", field("x_visit", "car", "relation", { to: "x_vehicle" }));
  await create(now, "customField", field("x_vehicle", "colour", "choice", { options: ["red", "blue"], index: true }));
  await create(now, "customField", field("company", "standing", "choice", { options: ["gold"] }));
  now = await anew(at);
  const head = await create(now, "team", { name: "North" });
  const team = await create(now, "team", { name: "Lahore", parent: head.id });
  const role = await create(now, "role", {
    name: "Garage",
    rights: {
      standard: { read: "all", create: false, update: "none", delete: "none" },
      objects: {
        x_vehicle: {
          read: { filter: { field: "team", op: "eq", value: team.id } },
          create: true,
          update: "own",
          delete: "none",
          fields: { x_colour: "read" },
        },
      },
      capabilities: [],
    },
  });
  await create(now, "view", {
    name: "سرخ گاڑیاں",
    object: "x_vehicle",
    sharing: "shared",
    definition: {
      filter: { field: "x_colour", op: "in", value: ["red"] },
      columns: [{ field: "name" }, { field: "x_colour" }],
    },
    defaultFor: [role.id],
  });
  await create(now, "view", { name: "Mine", object: "company", definition: {} });
  return now;
}

test("what one workspace exports, another takes: the same files come out of it, and a second time nothing changes", async (t) => {
  const at = await testWorkspace(t);
  const ctx = await shaped(at);
  const files = await exported(ctx);
  assert.deepEqual(
    Object.keys(files).filter((path) => !path.startsWith("roles/")),
    [
      "objects/company.json",
      "objects/x_vehicle.json",
      "objects/x_visit.json",
      "raabta.json",
      "teams/lahore.json",
      "teams/north.json",
      "views/x_vehicle.4ae39e.json",
      "workspace.json",
    ],
  );
  assert.doesNotMatch(JSON.stringify(files), /[0-9a-f]{8}-[0-9a-f]{4}-7/, "no ids");
  assert.equal(content(files, "objects/company.json")["extends"], "company");
  await at.engine.workspaces.create({
    slug: "other",
    name: "Other",
    settings: { ...ctx.workspace.settings, country: "IN", baseCurrency: "INR" },
  });
  const other = await anew(at, "other");
  const plan = await diffConfiguration(other, files);
  assert.deepEqual(plan[0]!.changes, [
    { field: "country", from: "IN", to: "PK" },
    { field: "baseCurrency", from: "INR", to: "PKR" },
  ]);
  const done = await apply(other, files);
  assert.deepEqual(done.plan, plan);
  const after = await anew(at, "other");
  assert.deepEqual(await exported(after), files);
  assert.deepEqual(await diffConfiguration(after, files), []);
  assert.deepEqual(await apply(after, files), { id: null, plan: [] });
  const car = await create(after, "x_vehicle", { name: "Car", x_colour: "red" });
  assert.equal((await read(after, "x_vehicle", car.id))["x_colour"], "red");
  const [role] = await after.db.query(sql<{ rights: string; team: string }>`
    select r.rights::text as rights, t.id as team from roles r, teams t where r.name = 'Garage' and t.name = 'Lahore'`);
  assert.ok(role!.rights.includes(role!.team), "the team of this workspace is meant");
});

test("what the files do not name is retired with the word what goes out of sight, and comes back with all its values", async (t) => {
  const at = await testWorkspace(t);
  const empty = await exported(at.ctx);
  const ctx = await shaped(at);
  const files = await exported(ctx);
  await create(ctx, "company", { name: "Golden", x_standing: "gold" });
  const car = await create(ctx, "x_vehicle", { name: "Car", x_colour: "red" });
  const plan = await diffConfiguration(ctx, empty);
  assert.deepEqual(steps(plan), [
    "retire customObject x_vehicle",
    "retire customObject x_visit",
    "retire customField x_visit x_car",
    "retire customField x_vehicle x_colour",
    "retire customField company x_standing",
    "retire role Garage",
    "retire view x_vehicle سرخ گاڑیاں",
  ]);
  assert.deepEqual(
    plan.map(({ loses }) => loses),
    [1, 0, 0, 1, 1, null, null],
  );
  assert.deepEqual(await tryConfiguration(await anew(at), empty), plan);
  assert.deepEqual(await exported(await anew(at)), files, "a trial leaves nothing");
  const gone = await apply(await anew(at), empty);
  assert.deepEqual(withoutTeams(await exported(await anew(at))), empty);
  assert.ok(!(await anew(at)).catalogue.objects.has("x_vehicle"));
  const back = await applyConfiguration(await anew(at), await configurationBefore(ctx, gone.id!), {
    kind: "back",
    name: gone.id!,
  });
  assert.deepEqual(new Set(back.plan.map(({ step }) => step)), new Set(["restore"]));
  const after = await anew(at);
  assert.deepEqual(await exported(after), files);
  assert.equal((await read(after, "x_vehicle", car.id))["x_colour"], "red");
  assert.deepEqual(
    (await listApplied(after, 10)).map(({ source, plan: kept }) => [source.kind, kept.length]),
    [
      ["back", 7],
      ["files", 7],
    ],
  );
});

test("applying is one operation that can be taken back like any other", async (t) => {
  const at = await testWorkspace(t);
  const empty = await exported(at.ctx);
  const files = await exported(await shaped(at));
  await at.engine.workspaces.create({ slug: "other", name: "Other", settings: at.ctx.workspace.settings });
  const bare = await exported(await anew(at, "other"));
  const made = await anew(at, "other");
  await apply(made, files);
  const undone = await undoOperation(await anew(at, "other"), made.operationId);
  assert.deepEqual(undone.conflicts, []);
  assert.deepEqual(await exported(await anew(at, "other")), bare);
  const retiring = await anew(at);
  await apply(retiring, empty);
  const restored = await undoOperation(await anew(at), retiring.operationId);
  assert.deepEqual(restored.conflicts, []);
  assert.deepEqual(await exported(await anew(at)), files);
});

test("files that are not the whole add and change, and retire nothing", async (t) => {
  const at = await testWorkspace(t);
  await shaped(at);
  const part: ConfigurationFiles = {
    "raabta.json": JSON.stringify({ format: 1, whole: false }),
    "objects/x_vehicle.json": JSON.stringify({
      name: "x_vehicle",
      icon: "truck",
      label: { en: { one: "Vehicle", many: "Vehicles" } },
      fields: [
        { name: "x_colour", type: "choice", label: { en: "Paint" }, settings: { options: ["red", "blue", "green"] } },
        { name: "x_seats", type: "integer", label: { en: "Seats" } },
      ],
    }),
  };
  const { plan } = await apply(await anew(at), part);
  assert.deepEqual(steps(plan), [
    "change customObject x_vehicle",
    "change customField x_vehicle x_colour",
    "create customField x_vehicle x_seats",
  ]);
  assert.deepEqual(plan[0]!.changes, [{ field: "icon", from: "car", to: "truck" }]);
  assert.deepEqual(await diffConfiguration(await anew(at), part), []);
});

test("what is new and on or off begins as is chosen, and the plan says how it would begin by itself", async (t) => {
  const at = await testWorkspace(t);
  const files = (name: string): ConfigurationFiles => ({
    "raabta.json": JSON.stringify({ format: 1, whole: false }),
    [`automations/${name}.json`]: JSON.stringify({
      name,
      object: "company",
      trigger: { on: "created" },
      steps: [{ do: "update", set: { industry: "Trade" } }],
    }),
  });
  const active = async (name: string): Promise<boolean | undefined> => {
    const [row] = await at.ctx.db.query(
      sql<{ active: boolean }>`select active from automations where name = ${name} and deleted_at is null`,
    );
    return row?.active;
  };
  const [planned] = await diffConfiguration(await anew(at), files("plain"));
  assert.deepEqual([planned!.step, planned!.begins], ["create", false]);
  await apply(await anew(at), files("plain"));
  await applyConfiguration(await anew(at), files("chosen"), { kind: "files" }, { active: true });
  await tryConfiguration(await anew(at), files("tried"), { active: true });
  assert.deepEqual([await active("plain"), await active("chosen"), await active("tried")], [false, true, undefined]);
  // What stands is nobody's choice here: it stays as it was switched.
  assert.deepEqual(await applyConfiguration(await anew(at), files("plain"), { kind: "files" }, { active: true }), {
    id: null,
    plan: [],
  });
  assert.equal(await active("plain"), false);
  const [row] = await at.ctx.db.query(sql<{ id: string }>`select id from automations where name = 'chosen'`);
  await remove(await anew(at), "automation", row!.id);
  await applyConfiguration(await anew(at), files("chosen"), { kind: "files" }, { active: false });
  assert.equal(await active("chosen"), false);
});

test("faults are named by file and place, and nothing of the rest is done", async (t) => {
  const at = await testWorkspace(t);
  const before = await exported(await shaped(at));
  const head = JSON.stringify({ format: 1, whole: false });
  const field = (more: object) =>
    JSON.stringify({ extends: "company", fields: [{ name: "x_first", type: "text", label: { en: "First" } }, more] });
  const tried = async (files: ConfigurationFiles) =>
    (await issuesOf(apply(await anew(at), { "raabta.json": head, ...files }))).map(({ path }) => path);
  assert.deepEqual(
    await tried({ "objects/company.json": "{", "nowhere/x.json": "{}", "roles/a.json": '{"name":"A","powers":1}' }),
    ["nowhere/x.json", "objects/company.json", "roles/a.json: powers"],
  );
  assert.deepEqual(
    await tried({ "objects/company.json": field({ name: "x_other", type: "nothing", label: { en: "O" } }) }),
    ["objects/company.json: fields.x_other.type"],
  );
  assert.deepEqual(
    await tried({
      "objects/company.json": field({
        name: "x_other",
        type: "relation",
        label: { en: "O" },
        settings: { to: "nowhere" },
      }),
    }),
    ["objects/company.json: fields.x_other.settings"],
  );
  assert.deepEqual(await tried({ "objects/deal9.json": '{"extends":"deal9","fields":[]}' }), [
    "objects/deal9.json: extends",
  ]);
  assert.deepEqual(
    await tried({
      "objects/company.json": field({ name: "x_ok", type: "text", label: { en: "Ok" } }),
      "views/v.json": JSON.stringify({
        name: "V",
        object: "company",
        sharing: "shared",
        definition: { columns: [{ field: "x_nothing" }] },
        defaultFor: ["Nobody"],
      }),
    }),
    ["views/v.json: defaultFor"],
  );
  assert.deepEqual(
    await tried({
      "views/v.json": JSON.stringify({
        name: "V",
        object: "company",
        sharing: "shared",
        definition: { columns: [{ field: "x_nothing" }] },
      }),
    }),
    ["views/v.json: definition.columns.0.field"],
  );
  assert.deepEqual(await tried({ "workspace.json": '{"country":"nowhere"}' }), ["workspace.json: country"]);
  assert.deepEqual(
    await issuesOf(apply(await anew(at), { "raabta.json": '{"format":9,"whole":true}' })).then((all) =>
      all.map(({ path }) => path),
    ),
    ["raabta.json: format"],
  );
  assert.deepEqual(await exported(await anew(at)), before);
});

test("who applies needs the rights on all of it: a role beyond one's own is refused with everything else", async (t) => {
  const at = await testWorkspace(t);
  const files = await exported(await shaped(at));
  const manager = await at.person("manager");
  const { rights } = manager.ctx.actor;
  const keeper = actingAs(
    await anew(at),
    { ...manager.ctx.actor, rights: { ...rights!, capabilities: ["settings"] } },
    "api",
    uuidv7(),
  );
  const seen = await exported(keeper);
  assert.deepEqual(
    Object.keys(seen).filter((path) => path.startsWith("roles/")),
    [],
    "rights of others are not told",
  );
  assert.deepEqual(await diffConfiguration(keeper, seen), []);
  await assert.rejects(diffConfiguration(keeper, files), InvalidInput);
  const admin = await at.person("admin");
  const strong = {
    ...files,
    "roles/strong.json": JSON.stringify({
      name: "Strong",
      rights: {
        standard: { read: "all", create: true, update: "all", delete: "all" },
        objects: {},
        capabilities: ["backup"],
      },
    }),
  };
  const acting = actingAs(await anew(at), admin.ctx.actor, "api", uuidv7());
  assert.deepEqual(
    (await issuesOf(apply(acting, strong))).map(({ path }) => path),
    ["roles/strong.json: rights.capabilities.backup"],
  );
});

test("who may not read roles is not told what was applied to them", async (t) => {
  const at = await testWorkspace(t);
  const { id, ctx } = await at.person("admin");
  const files = await exported(at.ctx);
  const sales = content(files, "roles/sales.json");
  const colour = { extends: "company", fields: [{ name: "x_colour", type: "text", label: { en: "Colour" } }] };
  await apply(await anew(at), {
    ...files,
    "roles/sales.json": JSON.stringify({ ...sales, name: "Sellers" }),
    "objects/company.json": JSON.stringify(colour),
  });
  const workspace = await at.engine.workspaces.get("test");
  const rights = ctx.actor.rights!;
  const told = async (role: object): Promise<string[]> => {
    const objects = { ...rights.objects, role: { ...rights.standard, ...role } };
    const actor = { ...ctx.actor, userId: id, rights: { ...rights, objects } };
    const [kept] = await listApplied(at.engine.context(workspace, { actor, via: "api" }), 10);
    return kept!.plan.map(({ object }) => object);
  };
  assert.ok((await told({})).includes("role"));
  assert.deepEqual(await told({ read: "none" }), ["customField"]);
});

test("a view that was shared and kept private again is no configuration any more", async (t) => {
  const at = await testWorkspace(t);
  const view = await create(at.ctx, "view", { name: "All", object: "company", sharing: "shared", definition: {} });
  assert.ok("views/company.all.json" in (await exported(at.ctx)));
  await update(at.ctx, "view", view.id, { sharing: "mine" });
  assert.ok(!("views/company.all.json" in (await exported(at.ctx))));
  await remove(at.ctx, "view", view.id);
});
