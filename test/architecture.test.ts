/** Holds the tree in ARCHITECTURE.md against the folders, both ways. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./walls/sources.ts";

const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");

/** Folders named in the first fenced block; a line indented under another lists folders below it. */
function namedFolders(): string[] {
  const block = /```\w*\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
  const named: string[] = [];
  let above = "";
  for (const line of block.split("\n")) {
    const words = line.trim().split(/\s+/);
    const folders = words.filter((word) => /^[\w-]+\/$/.test(word));
    if (/^\S/.test(line)) {
      above = "";
      if (folders[0] === words[0]) above = words[0] ?? "";
      named.push(...(above ? [above] : []));
    } else named.push(...folders.map((folder) => `${above}${folder}`));
  }
  return named.map((folder) => folder.slice(0, -1));
}

test("every folder that ARCHITECTURE.md names is there", () => {
  const named = namedFolders();
  assert.ok(named.length > 10, "the first fenced block of ARCHITECTURE.md is the tree");
  assert.deepEqual(
    named.filter((folder) => !existsSync(join(root, folder))),
    [],
  );
});

test("every folder of the house is named in ARCHITECTURE.md", () => {
  const named = new Set(namedFolders());
  const unwatched = new Set(["node_modules", "dist", "data", "test-results"]);
  const folders = (below: string) =>
    readdirSync(join(root, below)).filter(
      (name) => !name.startsWith(".") && statSync(join(root, below, name)).isDirectory(),
    );
  const first = folders(".").filter((name) => !unwatched.has(name));
  const missing = first.filter((name) => !named.has(name));
  // Where the tree lists what is below a room, it lists all of it.
  for (const room of first.filter((name) => [...named].some((folder) => folder.startsWith(`${name}/`)))) {
    missing.push(
      ...folders(room)
        .map((name) => `${room}/${name}`)
        .filter((folder) => !named.has(folder)),
    );
  }
  assert.deepEqual(missing, []);
});
