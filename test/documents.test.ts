/** Holds the Markdown files against the house: links, files, variables, commands and packages that they name. */
import assert from "node:assert/strict";
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import type { Command } from "#server/cli/command.ts";
import { root } from "./walls/sources.ts";

const read = (file: string) => readFileSync(join(root, file), "utf8");
const documents = globSync("**/*.md", {
  cwd: root,
  exclude: (name) => ["node_modules", "dist", "data", "test-results"].includes(name) || name.startsWith("."),
}).toSorted();
const readme = read("README.md");

/** Text without its fenced blocks, which are examples. */
const prose = (file: string) => read(file).replaceAll(/^```[\s\S]*?^```/gm, "");

/** All that stands in code, inline and fenced. */
const codeOf = (text: string) =>
  [...text.matchAll(/^```\w*\n([\s\S]*?)^```|`([^`\n]+)`/gm)].map(([, fenced, inline]) => fenced ?? inline ?? "");

test("every link leads to a file, and to a heading where it names one", () => {
  const broken = documents.flatMap((file) =>
    [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
      if (/^(https?|mailto):/.test(link)) return [];
      const [path = "", heading] = link.split("#");
      const target = path ? normalize(join(dirname(file), path)) : file;
      if (!existsSync(join(root, target))) return awaited(target) ? [] : [`${file}: ${link}`];
      return heading && !headingsOf(target).includes(heading) ? [`${file}: ${link}`] : [];
    }),
  );
  assert.deepEqual(broken, []);
});

/** The pictures are made all at once, from the finished screens. */
const awaited = (path: string) => path.startsWith("docs/pictures/") && !existsSync(join(root, "docs/pictures"));

const headingsOf = (file: string) =>
  [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, words = ""]) =>
    words
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );

test("every file and folder of the house that a document names is there", () => {
  const rooms = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !["node_modules", "dist", "data"].includes(entry.name))
    .map((entry) => entry.name);
  const named = new RegExp(`^(${rooms.join("|")})/[\\w./-]*$|^[A-Z]+\\.md$|^package(-lock)?\\.json$`);
  const missing = documents.flatMap((file) =>
    [...prose(file).matchAll(/`([^`\n]+)`/g)].flatMap(([, path = ""]) => {
      return named.test(path) && !existsSync(join(root, path)) && !existsSync(join(root, dirname(file), path))
        ? [`${file}: ${path}`]
        : [];
    }),
  );
  assert.deepEqual(missing, []);
});

test("every variable that a document names is read by the code, and the README names all settings", () => {
  const code = globSync(
    ["bin/*.mjs", "server/**/*.ts", "engine/**/*.ts", "test/**/*.ts", "verify/*.ts", "bench/**/*.ts", "vite.config.ts"],
    {
      cwd: root,
    },
  )
    .filter((file) => !file.endsWith("documents.test.ts"))
    .map(read)
    .join("\n");
  const unknown = documents.flatMap((file) =>
    [...prose(file).matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|PORT|HOST)`/g)].flatMap(([, name = ""]) =>
      new RegExp(`\\b${name}\\b`).test(code) ? [] : [`${file}: ${name}`],
    ),
  );
  assert.deepEqual(unknown, []);
  const settings = [...read("server/settings.ts").matchAll(/read\(\s*"([A-Z_]+)"/g)].map(([, name]) => name);
  assert.ok(settings.length > 5, "server/settings.ts reads its variables by name");
  assert.deepEqual(
    settings.filter((name) => !readme.includes(`| \`${name}\` |`)),
    [],
  );
});

const commands = new Map(
  [...read("server/cli/main.ts").matchAll(/^ {2}"?([\w-]+)"?: \{[\s\S]*?import\("\.\/([\w-]+)\.ts"\)/gm)].map(
    ([, name = "", file = ""]) => [name, file],
  ),
);

test("the README has every command with its options, and no document names another", async () => {
  assert.ok(commands.size > 10, "server/cli/main.ts lists the commands");
  const missing: string[] = [];
  const table = readme.split("\n").filter((line) => line.startsWith("| `raabta "));
  for (const [name, file] of commands) {
    const { command } = (await import(`../server/cli/${file}.ts`)) as { command: Command };
    const rows = table.filter((line) => line.startsWith(`| \`raabta ${name}`)).join("\n");
    if (!rows) missing.push(`raabta ${name}`);
    else missing.push(...Object.keys(command.options ?? {}).filter((option) => !rows.includes(`--${option}`)));
    const said = [...rows.matchAll(/--([a-z-]+)/g)].map(([, option = ""]) => option);
    missing.push(
      ...said
        .filter((option) => !Object.hasOwn(command.options ?? {}, option) && option !== "workspace")
        .map((option) => `raabta ${name} has no --${option}`),
    );
  }
  assert.deepEqual(missing, []);
  const wrong = documents.flatMap((file) =>
    codeOf(read(file)).flatMap((code) =>
      [...code.matchAll(/\bnpx raabta ([a-z][a-z-]*)/g)].flatMap(([, name = ""]) =>
        commands.has(name) ? [] : [`${file}: raabta ${name}`],
      ),
    ),
  );
  assert.deepEqual(wrong, []);
});

test("every npm script that a document names is in package.json", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = documents.flatMap((file) =>
    codeOf(read(file)).flatMap((code) =>
      [...code.matchAll(/\bnpm (?:run )?([a-z]+)\b/g)].flatMap(([, name = ""]) =>
        scripts[name] || ["install", "ci", "pack"].includes(name) ? [] : [`${file}: npm ${name}`],
      ),
    ),
  );
  assert.deepEqual(named, []);
});

test("the list of dependencies is that of package.json", () => {
  const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
  const wanted = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}),
  );
  const listed = [...read("docs/decisions/dependencies.md").matchAll(/^\| ([^|]+?) \|/gm)]
    .flatMap(([, cell = ""]) => cell.split(", "))
    .filter((name) => name !== "package" && name !== "---");
  assert.deepEqual(listed.toSorted(), wanted.toSorted());
});

test("decisions are numbered without gaps, and say when and whether they stand", () => {
  const records = readdirSync(join(root, "docs/decisions"))
    .filter((file) => /^\d/.test(file))
    .toSorted();
  const faults = records.flatMap((file, index) => {
    const text = read(`docs/decisions/${file}`);
    const number = String(index + 1);
    const sound =
      file.startsWith(number.padStart(4, "0")) &&
      text.startsWith(`# ${number}. `) &&
      /^20\d\d-\d\d · (accepted|superseded by )/m.test(text) &&
      ["Context", "Decision", "Consequences"].every((part) => text.includes(`\n## ${part}\n`));
    return sound ? [] : [file];
  });
  assert.deepEqual(faults, []);
});
