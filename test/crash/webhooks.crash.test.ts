/** Workers are killed while they send: every change arrives, each record's in their order, and what comes twice has one id. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { suite, test } from "node:test";
import { receiver, type Got } from "#engine/workspace/webhooks/receiver.fixtures.ts";
import { Several } from "./several.ts";

const RECORDS = 12;
/** Each record is made, and then changed so often. */
const CHANGES = 5;
/** Longer than a lease (45 s), after which another takes what a dead process was sending. */
const PATIENCE = 120_000;

suite("webhooks under kills", { timeout: 300_000 }, () => {
  test("kill -9 of both workers while they send", async (t) => {
    const there = await receiver(t);
    process.env["RAABTA_TRUSTED_HOSTS"] = there.host;
    t.after(() => void delete process.env["RAABTA_TRUSTED_HOSTS"]);
    const { webs, workers, company } = await begun(t);
    const ask = async (method: string, path: string, body: object) => {
      const answer = await fetch(`${webs[0]!.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${company.key}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      assert.ok(answer.ok, text);
      return JSON.parse(text);
    };
    const hook = await ask("POST", "/webhooks", {
      name: "ERP",
      address: there.url,
      role: await readerRole(webs[0]!.url, company.key),
      topics: [{ object: "company", on: ["created", "updated"] }],
    });
    const { secret } = await ask("POST", `/webhooks/${hook.id}/secret`, {});

    // What is sent now is never answered, so that the kill hits senders in the midst of it.
    there.answerWith(() => undefined);
    const ids: string[] = [];
    for (let n = 0; n < RECORDS; n++) ids.push((await ask("POST", "/companies", { name: `Firm ${n}` })).id);
    await there.until((got) => got.length >= 5, PATIENCE);
    const unanswered = new Set(there.got.map(({ id }) => id));
    await Promise.all(workers.map((worker) => worker.kill()));
    there.answerWith((_got, reply) => void reply.writeHead(204).end());
    await Promise.all(workers.map((worker) => worker.start()));

    // Under way again, each is killed once more by itself while changes go on.
    for (let change = 1; change <= CHANGES; change++) {
      for (const id of ids) await ask("PATCH", `/companies/${id}`, { name: `Firm ${id} ${change}` });
      const worker = workers[change % 2]!;
      if (change > 2) continue;
      await worker.kill();
      await worker.start();
    }
    const all = RECORDS * (CHANGES + 1);
    await there.until((got) => new Set(got.map(({ id }) => id)).size >= all, PATIENCE);

    const { got } = there;
    assert.equal(new Set(got.map(({ id }) => id)).size, all, "nothing is told that was not changed");
    for (const id of ids) {
      const versions = got.filter(({ told }) => told.data.id === id).map(({ told }) => told.data.version as number);
      assert.deepEqual(
        versions,
        versions.toSorted((a, b) => a - b),
        `the changes of ${id} arrive in their order`,
      );
      assert.deepEqual(
        [...new Set(versions)],
        Array.from({ length: CHANGES + 1 }, (_, n) => n + 1),
      );
    }
    for (const id of unanswered) {
      const same = got.filter((each) => each.id === id);
      assert.ok(same.length > 1, "what was not answered is sent again");
      assert.equal(new Set(same.map(({ body }) => body)).size, 1, "the very same message");
    }
    for (const each of got) assert.equal(each.headers["webhook-signature"], signature(each, secret));
    t.diagnostic(`${all} changes, ${got.length} messages, ${got.length - all} of them for the second time`);
  });
});

/** As Standard Webhooks reckons it. */
function signature({ headers, body }: Got, secret: string): string {
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}

async function begun(t: { after(hook: () => Promise<void>): void }) {
  const several = await Several.begin(t);
  return { webs: several.webs, workers: several.workers, company: await several.company("told") };
}

async function readerRole(url: string, key: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/roles?limit=50`, { headers: { authorization: `Bearer ${key}` } });
  const { data } = (await answer.json()) as { data: { id: string; key: string }[] };
  return data.find((role) => role.key === "readOnly")!.id;
}
