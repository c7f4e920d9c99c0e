/** A request whose server is killed at its commit or before its answer is sent again with its key: it has one effect. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { suite, test } from "node:test";
import { Program } from "./program.ts";

/** Moments that `dying.mjs` knows, whether the work stands then (undefined: either), and how many of the works are tried. */
const MOMENTS = {
  "before the answer": { stands: true, works: 3 },
  "at the commit": { stands: undefined, works: 1 },
  "before the commit": { stands: false, works: 1 },
} as const;

const WORKS: { path: string; body: (name: string) => object; status: number; made: string; each: number }[] = [
  { path: "companies", body: (name) => ({ name, number: name }), status: 201, made: "companies", each: 1 },
  {
    path: "companies/batch",
    body: (name) => ({ operations: [1, 2, 3].map((n) => ({ op: "create", data: { name: `${name} ${n}` } })) }),
    status: 200,
    made: "companies",
    each: 3,
  },
  {
    path: "companies/bulk",
    body: () => ({ act: "update", patch: { website: "https://example.com" }, all: true }),
    status: 202,
    made: "bulk",
    each: 1,
  },
];

suite("sent again after the server died", { timeout: 240_000 }, () => {
  test("killed before, at and after the commit: one effect, and the answer that was lost", async (t) => {
    const program = new Program(t, { NODE_OPTIONS: `--import=${new URL("dying.mjs", import.meta.url).href}` });
    await program.start();
    const key = await program.setUpWithKey();
    const ask = async (path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(`${program.url}/api/v1/${path}`, {
        ...init,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...init.headers },
        signal: AbortSignal.timeout(30_000),
      });
    const count = async (made: string): Promise<number> =>
      ((await (await ask(`${made}?limit=200`)).json()) as { data: unknown[] }).data.length;

    for (const [moment, { stands, works }] of Object.entries(MOMENTS)) {
      const before: Record<string, number> = { companies: await count("companies"), bulk: await count("bulk") };
      for (const { path, body, status, made, each } of WORKS.slice(0, works)) {
        const name = `${moment} of ${path}`;
        const send = (more: Record<string, string> = {}): Promise<Response> =>
          ask(path, {
            method: "POST",
            body: JSON.stringify(body(name)),
            headers: { "idempotency-key": name.replaceAll(" ", "-"), ...more },
          });
        const ended = once(program.child!, "exit");
        await assert.rejects(send({ "x-dies": moment }), name);
        assert.equal((await ended)[1], "SIGKILL", name);
        await program.start();
        const again = await send();
        const text = await again.text();
        assert.equal(again.status, status, `${name}: ${text}`);
        if (stands !== undefined)
          assert.equal(again.headers.get("idempotency-replayed"), stands ? "true" : null, `${name}: ${text}`);
        const third = await send();
        assert.deepEqual([third.headers.get("idempotency-replayed"), await third.text()], ["true", text]);
        before[made]! += each;
        assert.equal(await count(made), before[made], name);
      }
    }
  });
});
