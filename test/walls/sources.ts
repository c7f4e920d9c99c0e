/** Reads the sources of the house and what each of them imports. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Import {
  /** A path from the root for ours (`model/errors.ts`), a package's or Node's name otherwise. */
  target: string;
  ours: boolean;
  typeOnly: boolean;
}

const outside = ["node_modules", "dist", "data", "test-results"];

/** Paths from the root of all files of ours with one of the endings, tests included. */
export function sourceFiles(endings = "ts,tsx,mjs,js,css"): string[] {
  const found = globSync(`**/*.{${endings}}`, {
    cwd: root,
    exclude: (name) => outside.includes(name) || name.startsWith("."),
  });
  return found.toSorted();
}

/** Everything a file imports or re-exports, dynamic imports of literal names included. */
export function importsOf(file: string, source = readFileSync(join(root, file), "utf8")): Import[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Import[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    found.push(importOf(file, moduleRequest.value, typeOnly));
  }
  for (const { entries } of module.staticExports) {
    for (const entry of entries) {
      if (entry.moduleRequest) found.push(importOf(file, entry.moduleRequest.value, entry.isType));
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const name = /^["'`]([^$"'`]+)["'`]$/.exec(source.slice(moduleRequest.start, moduleRequest.end))?.[1];
    if (name) found.push(importOf(file, name, false));
  }
  return found;
}

function importOf(file: string, name: string, typeOnly: boolean): Import {
  const [bare = name] = name.split("?");
  if (bare.startsWith("#")) return { target: bare.slice(1), ours: true, typeOnly };
  if (bare.startsWith(".")) return { target: normalize(join(dirname(file), bare)), ours: true, typeOnly };
  return { target: bare, ours: false, typeOnly };
}
