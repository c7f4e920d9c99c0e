/** Two workspaces with the same ids, e-mails, numbers, keys and files: every address, stream, cursor, key and job answers of its own alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { addToQueue } from "#engine/jobs/queue.ts";
import { PASSWORD, testHouse, type Answered, type Speak } from "#server/http/house.fixtures.ts";
import { createMetrics } from "#server/http/metrics.ts";
import { inWorkspace } from "#server/http/route.ts";
import { allRoutes } from "#server/routes/index.ts";
import { settled } from "#test/harness/jobs.ts";
import { cellsOf } from "./cells.ts";
import { makeTwin } from "./twin.ts";
import { CANARY, plant } from "./world.ts";

const TWIN = "zqtwinny";
const WORDS = { test: CANARY, twin: TWIN };
type Name = keyof typeof WORDS;
const NAMES = ["test", "twin"] as const;
const otherOf = (name: Name): Name => (name === "test" ? "twin" : "test");

async function twins(t: { after(hook: () => Promise<void>): void }) {
  const made = await testHouse(t, { rateLimit: 0 });
  const owner = await made.person("owner");
  const ids = await plant(owner.speak, owner.id);
  const narrow = await made.person("sales", [ids["team"]!]);
  const key = await made.key("owner");
  const ctx = made.house.engine.systemContext(await made.house.engine.workspaces.get("test"));
  const twin = await makeTwin(made.house, ctx.workspace, "twin", [CANARY, TWIN]);
  const contexts = { test: ctx, twin: made.house.engine.systemContext(twin) };
  const as =
    (cookie: string) =>
    (name: Name): Speak =>
      made.speak({ cookie, origin: "http://localhost:3000", "raabta-workspace": name });
  return {
    ...made,
    ctx,
    ids,
    key,
    contexts,
    owner: as(owner.cookie),
    narrow: as(narrow.cookie),
    cookie: owner.cookie,
    email: owner.email,
  };
}

const without = (name: Name, place: string, { text, headers }: Answered): void =>
  assert.ok(
    !`${text} ${JSON.stringify(headers)}`.includes(WORDS[otherOf(name)]),
    `${name}: ${place}: ${text.slice(0, 2000)}`,
  );

test(
  "each address answers of its own workspace, asked in turns with the same ids by the same people",
  { timeout: 120_000 },
  async (t) => {
    const { house, ctx, ids, owner, narrow, key, speak } = await twins(t);
    const routes = allRoutes(house, createMetrics(house.engine.database), ctx.catalogue).filter(inWorkspace);
    let own = 0;
    let read = 0;
    const ask = async (who: (name: Name) => Speak, url: string) => {
      const answers = await Promise.all(NAMES.map((name) => who(name)("GET", url)));
      answers.forEach((answered, place) => {
        assert.ok(answered.status < 500, `${url}: ${answered.text}`);
        without(NAMES[place]!, url, answered);
        if (answered.text.includes(WORDS[NAMES[place]!])) own += 1;
        read += 1;
      });
      assert.equal(answers[0]!.status, answers[1]!.status, `${url}: ${answers[0]!.text}\n${answers[1]!.text}`);
      return answers;
    };
    for (const route of routes.filter((each) => each.method === "GET" && !each.streams)) {
      const object = ctx.catalogue.byPath(route.path.split("/")[3]!);
      const relations =
        object && [...object.fields.values()].filter((field) => field.target).map((field) => field.name);
      const urls = route.path.includes(":id")
        ? cellsOf(route, ctx.catalogue)!
            .filter(({ place }) => place === "path")
            .map((cell) => cell.ask(ids[cell.of]!).url)
        : route.path.endsWith("/aggregate")
          ? [`${route.path}?measures=count&groupBy=createdBy`]
          : route.path.endsWith("/search")
            ? NAMES.map((name) => `${route.path}?q=${WORDS[name]}`)
            : object
              ? [
                  `${route.path}?include=${relations!.join()}`,
                  `${route.path}?q=${CANARY}`,
                  `${route.path}?limit=1`,
                  `${route.path}?trash=true`,
                ]
              : [route.path];
      for (const url of urls) {
        await ask(owner, url);
        await ask(narrow, url);
        // Where a list goes on is said in one workspace and asked in the other.
        if (!url.endsWith("limit=1")) continue;
        const [mine] = await ask(owner, url);
        const { nextCursor } = mine!.body;
        if (nextCursor)
          without(
            "twin",
            `${url}, cursor of the other`,
            await owner("twin")("GET", `${url}&cursor=${encodeURIComponent(nextCursor)}`),
          );
      }
    }
    assert.ok(own > 100, `only ${own} of ${read} answers told anything of their own`);
    const { nextCursor } = (await owner("test")("GET", "/api/v1/changes")).body;
    assert.equal((await owner("twin")("GET", `/api/v1/changes?cursor=${nextCursor}`)).status, 410);
    // The twin has a row with the same hash; what counts is the workspace that the key itself names.
    for (const name of NAMES) {
      const answered = await speak({ authorization: `Bearer ${key.key}`, "raabta-workspace": name })(
        "GET",
        "/api/v1/companies",
      );
      without("test", `key, asked of ${name}`, answered);
    }
    const forged = await speak({ authorization: `Bearer ${key.key.replace("rb_test-", "rb_twin-")}` })(
      "GET",
      "/api/v1/companies",
    );
    assert.equal(forged.status, 401, forged.text);
    t.diagnostic(`${read} answers, ${own} with their own word`);
  },
);

test(
  "what is written, repeated, undone, bulk-changed, imported and exported in one leaves the other as it is",
  { timeout: 60_000 },
  async (t) => {
    const { house, ids, owner, contexts } = await twins(t);
    const seen = async () => {
      const rows = await contexts.twin.db.query(sql<{ told: string }>`
      select (select json_agg(c order by id)::text from companies c) || (select count(*)::text from events) || (select json_agg(o order by id)::text from operations o)
        || (select json_agg(json_build_array(i.id, i.status, i.counts))::text from imports i) as told`);
      return rows[0]!.told;
    };
    const before = await seen();
    const at = `/api/v1/companies/${ids["company"]}`;
    const same = { "idempotency-key": "one-and-the-same" };
    const first = await owner("test")("POST", "/api/v1/companies", { name: "Made" }, same);
    assert.equal(first.status, 201, first.text);
    assert.equal((await owner("test")("PATCH", at, { industry: "Changed" })).status, 200);
    assert.equal((await owner("test")("POST", `/api/v1/operations/${ids["operation"]}/undo`, {})).status, 200);
    const bulk = (
      await owner("test")("POST", "/api/v1/companies/bulk", { act: "update", patch: { industry: "Bulk" }, all: true })
    ).body;
    await owner("test")("POST", `/api/v1/imports/${ids["import"]}/start`);
    await house.engine.jobs.start(1);
    for (const job of [bulk.jobId, (await owner("test")("GET", `/api/v1/imports/${ids["import"]}`)).body.job.id])
      assert.equal((await settled(contexts.test, job)).status, "done");
    assert.equal(await seen(), before, "nothing of the other moved");
    const second = await owner("twin")("POST", "/api/v1/companies", { name: "Made" }, same);
    assert.ok(
      second.status === 201 && second.body.id !== first.body.id && !second.headers["idempotency-replayed"],
      second.text,
    );

    // The same job in both: each makes the file of its own.
    const { schema } = contexts.twin.workspace;
    const [asked] = await contexts.twin.db.query(sql<{ id: string }>`select id from job_runs where name = 'export'`);
    await addToQueue(contexts.twin.db, schema, asked!.id, 1, 0);
    for (const name of NAMES) assert.equal((await settled(contexts[name], asked!.id)).status, "done");
    for (const name of NAMES) {
      const file = await owner(name)("GET", `/api/v1/exports/${ids["export"]}/file`);
      without(name, "the exported file", file);
      assert.ok(file.text.includes(WORDS[name]), file.text);
      const kept = await owner(name)("GET", `/api/v1/files/${ids["file"]}/content`);
      without(name, "the file", kept);
    }
  },
);

test(
  "streams and presence tell of their own workspace, though id and person are the same",
  { timeout: 60_000 },
  async (t) => {
    const { house, ids, owner, cookie } = await twins(t);
    const url = await house.app.listen({ host: "127.0.0.1", port: 0 });
    const stop = new AbortController();
    t.after(() => stop.abort());
    const heard: Record<Name, string> = { test: "", twin: "" };
    const listen = async (name: Name) => {
      const response = await fetch(`${url}/api/v1/live`, {
        headers: { cookie, "raabta-workspace": name },
        signal: stop.signal,
      });
      assert.equal(response.status, 200);
      void (async () => {
        for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) heard[name] += piece;
      })().catch(() => undefined);
    };
    for (const name of NAMES) await listen(name);
    const until = async (name: Name, word: RegExp) => {
      while (!word.test(heard[name])) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    for (const name of NAMES) await until(name, /hello/);
    const operations: Record<Name, string> = { test: "", twin: "" };
    for (const name of NAMES) {
      const changed = await owner(name)("PATCH", `/api/v1/companies/${ids["company"]}`, { industry: `Of ${name}` });
      operations[name] = String(changed.headers["raabta-operation"]);
      await owner(name)("POST", "/api/v1/presence", { object: "company", id: ids["company"], tab: `tab-${name}` });
      await until(name, new RegExp(operations[name]));
    }
    for (const name of NAMES) assert.ok(!heard[name].includes(operations[otherOf(name)]), heard[name]);
    await owner("test")("POST", "/api/v1/presence", {
      object: "company",
      id: ids["company"],
      tab: "another",
      editing: "industry",
    });
    const [, mine] = await Promise.all(NAMES.map((name) => owner(name)("GET", `/api/v1/companies/${ids["company"]}`)));
    assert.equal(mine!.body.industry, "Of twin");
    assert.doesNotMatch(heard.twin, /"editing":"industry"/);
  },
);

test("a session, a link and a key of one workspace open nothing in the other where the person is no member", async (t) => {
  const { house, ids, contexts, speak, signIn, email } = await twins(t);
  await contexts.twin.db.query(sql`update users set status = 'suspended' where email = ${email}`);
  house.identity.forgetRights("twin");
  const cookie = await signIn(email, PASSWORD);
  const headers = { cookie, origin: "http://localhost:3000" };
  assert.equal(
    (await speak({ ...headers, "raabta-workspace": "test" })("GET", `/api/v1/companies/${ids["company"]}`)).status,
    200,
  );
  const refused = await speak({ ...headers, "raabta-workspace": "twin" })("GET", `/api/v1/companies/${ids["company"]}`);
  assert.ok([401, 403, 404].includes(refused.status), refused.text);
  without("test", "membership ended", refused);
  const session = await speak(headers)("GET", "/api/session");
  assert.ok(!session.text.includes("twin"), session.text);
});
