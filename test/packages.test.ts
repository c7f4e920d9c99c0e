/** Holds the lock file to package.json: `npm ci` on a clean clone must agree with it on every platform. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./walls/sources.ts";

interface Entry {
  version?: string;
  resolved?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const read = (file: string) =>
  JSON.parse(readFileSync(join(root, file), "utf8")) as Entry & { packages: Record<string, Entry> };
const manifest = read("package.json");
const { packages } = read("package-lock.json");

test("every package is pinned to one version, and the lock file has that one", () => {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  const wrong = Object.entries(wanted).filter(
    ([name, version]) => packages[`node_modules/${name}`]?.version !== version,
  );
  assert.deepEqual(wrong, []);
});

test("the lock file lists the parts for other platforms too, which npm drops where it cannot see them", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    ),
  );
  assert.deepEqual(missing, []);
});

test("no download address is committed", () => {
  assert.deepEqual(
    Object.entries(packages).filter(([, { resolved }]) => resolved),
    [],
  );
});
