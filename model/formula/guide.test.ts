/** The guide tells of every function, and of none that there is not. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { COMPUTED } from "../computed.ts";
import { FUNCTIONS } from "./functions.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/guides/formulas.md"), "utf8");

test("the guide names the functions there are", () => {
  const functions = guide.slice(guide.indexOf("## Functions"), guide.indexOf("## Roll-ups"));
  const named = [...functions.matchAll(/`(\w+)\(/g)].map(([, name]) => name!);
  assert.deepEqual(named.toSorted(), FUNCTIONS.map(({ name }) => name).toSorted());
});

test("the guide names the settings there are", () => {
  for (const [type, settings] of Object.entries(COMPUTED)) {
    const line = guide.split("\n").find((each) => each.startsWith(`| \`${type}\` |`)) ?? "";
    for (const setting of Object.keys(settings)) assert.ok(line.includes(`\`${setting}\``), `${type}.${setting}`);
  }
});
