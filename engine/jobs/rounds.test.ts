/** Rounds tell what stands in their way, once, and go on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Unavailable } from "#model/errors.ts";
import type { Workspace } from "../context.ts";
import { Rounds, type Look } from "./rounds.ts";

const WORKSPACE = { slug: "one" } as Workspace;

test("a fault is told once until a look ends well; that the database is away is no fault", async (t) => {
  const ends: (Look | Error)[] = [];
  const told: string[] = [];
  const rounds = new Rounds({
    workspaces: () => Promise.resolve([]),
    notices: { onNotice: () => () => undefined } as never,
    anew: "anew",
    look: () => {
      const end = ends.shift()!;
      return end instanceof Error ? Promise.reject(end) : Promise.resolve(end);
    },
    fault: ({ slug }, error) => told.push(`${slug}: ${(error as Error).message}`),
  });
  t.after(() => rounds.close());
  const well: Look = { idle: false, again: false };
  const looks = async (...all: (Look | Error)[]): Promise<void> => {
    for (const end of all) {
      ends.push(end);
      rounds.begin(WORKSPACE);
      while (ends.length > 0) await Promise.resolve();
      await new Promise((done) => setImmediate(done));
    }
  };
  await looks(new Unavailable("away"), new Error("broken"), new Error("broken"), new Unavailable("away"));
  assert.deepEqual(told, ["one: broken"]);
  await looks(new Error("broken"), new Error("otherwise"), well, new Error("otherwise"));
  assert.deepEqual(told, ["one: broken", "one: otherwise", "one: otherwise"]);
});
