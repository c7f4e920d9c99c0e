/** Each component of the library that is drawn has its styles: they are named one by one, so that those of others need not come. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { root } from "#test/harness/server.ts";

const library = join(root, "node_modules", "@mantine");
const styles = join(library, "core", "styles");
const CLASS = /m_[0-9a-f]{6,10}/g;

/** The library's own file in which a name that it exports is defined, by the name. */
function homesOf(part: string): Map<string, string> {
  const index = join(library, part, "esm", "index.mjs");
  const homes = new Map<string, string>();
  for (const [, names, from] of readFileSync(index, "utf8").matchAll(/import \{([^}]*)\} from "(\.[^"]+)"/g))
    for (const name of names!.split(",")) homes.set(name.trim().split(" as ").at(-1)!, join(dirname(index), from!));
  return homes;
}

/** Reads into `seen` a file of the library and all that it is built upon. */
function follow(file: string, seen: Map<string, string>, core: ReadonlyMap<string, string>): void {
  if (seen.has(file)) return;
  const text = readFileSync(file, "utf8");
  seen.set(file, text);
  for (const [, from] of text.matchAll(/from "(\.[^"]+\.mjs)"/g)) follow(join(dirname(file), from!), seen, core);
  for (const [, names] of text.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g))
    for (const name of names!.split(",")) {
      const home = core.get(name.trim());
      if (home) follow(home, seen, core);
    }
}

test("what is drawn of the component library has its styles", () => {
  const core = homesOf("core");
  const drawn = new Map<string, string>();
  const homes = new Map(["core", "dates", "notifications"].map((part) => [part, homesOf(part)]));
  for (const file of globSync("{ui,web,fields}/**/*.tsx", { cwd: root })) {
    const text = readFileSync(join(root, file), "utf8");
    for (const [, names, part] of text.matchAll(/import \{([^}]*)\} from "@mantine\/(core|dates|notifications)"/g))
      for (const name of names!.split(",")) {
        const home = homes.get(part!)?.get(name.trim().split(" as ")[0]!);
        if (home) follow(home, drawn, core);
      }
  }
  const wanted = new Set([...drawn.values()].flatMap((text) => text.match(CLASS) ?? []));
  assert.ok(wanted.size > 100, `${wanted.size} classes are not all that is drawn`);
  const named = new Set(
    [...readFileSync(join(root, "ui", "mantine.css"), "utf8").matchAll(/styles\/([\w-]+)\.layer\.css/g)].map(
      ([, name]) => name!,
    ),
  );
  const missing = globSync("*.css", { cwd: styles }).flatMap((file) => {
    const name = relative("", file).replace(/(\.layer)?\.css$/, "");
    const needed = readFileSync(join(styles, file), "utf8")
      .match(CLASS)
      ?.some((each) => wanted.has(each));
    return needed && !named.has(name) ? [name] : [];
  });
  assert.deepEqual([...new Set(missing)], [], "name their styles in ui/mantine.css");
});
