/** The command line: finds the command, checks how it was called, runs it, and ends with 0 (done), 1 (failed) or 2 (wrong use). */
import { parseArgs } from "node:util";
import { InvalidInput, RaabtaError } from "#model/errors.ts";
import { readSettings, release } from "../settings.ts";
import { type Command, type Given, WrongUse } from "./command.ts";

interface Entry {
  summary: string;
  load(): Promise<{ command: Command }>;
}

const commands: Record<string, Entry> = {
  start: { summary: "serve the screens and the API, and work on jobs", load: () => import("./start.ts") },
  worker: { summary: "work on jobs only", load: () => import("./worker.ts") },
  setup: { summary: "create a workspace and its owner", load: () => import("./setup.ts") },
  migrate: { summary: "bring all workspaces up to this release", load: () => import("./migrate.ts") },
  user: { summary: "list, add or let in users", load: () => import("./user.ts") },
  "api-key": { summary: "create an API key", load: () => import("./api-key.ts") },
  import: { summary: "bring in CSV and Excel files, or an archive of a workspace", load: () => import("./import.ts") },
  export: { summary: "write a list, or the whole workspace, into a file", load: () => import("./export.ts") },
  config: {
    summary: "write the configuration into files, compare and apply them",
    load: () => import("./config.ts"),
  },
  backup: { summary: "copy database and files, while they are in use", load: () => import("./backup.ts") },
  restore: { summary: "put a backup back", load: () => import("./restore.ts") },
  client: { summary: "write a typed client of the workspace as a package", load: () => import("./client.ts") },
  workspace: { summary: "list, create or drop workspaces", load: () => import("./workspace.ts") },
  demo: { summary: "create the sample company", load: () => import("./demo.ts") },
  bench: { summary: "measure the speed beside the bare limit", load: () => import("./bench.ts") },
  doctor: { summary: "look whether all is well", load: () => import("./doctor.ts") },
  build: { summary: "build the screens", load: () => import("./build.ts") },
  migration: { summary: "write the migration that the definitions ask for", load: () => import("./migration.ts") },
};

// The launcher holds the other end: when it is gone, we end as if told to.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();

process.exitCode = await main(process.argv.slice(2));
// What is still open (an idle connection, a timer of a library) shall not keep the process.
process.exit();

async function main(args: string[]): Promise<number> {
  const json = args.includes("--json");
  try {
    const [name, ...rest] = args;
    if (name === "--version") return say(release);
    if (!name || name === "help" || name === "--help" || name === "-h") return say(overview());
    const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!entry) throw new WrongUse(`There is no command ${name}. raabta --help lists them`);
    const { command } = await entry.load();
    if (rest.includes("--help") || rest.includes("-h")) return say(helpOf(command));
    await command.run(parse(name, command, rest));
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return complain(error, json);
  }
}

function say(words: string): number {
  console.log(words);
  return 0;
}

function parse(name: string, command: Command, args: string[]): Given {
  const options = { workspace: { type: "string" }, json: { type: "boolean" }, ...command.options } as const;
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new WrongUse(`${(error as Error).message.split(". ")[0]}. raabta ${name} --help tells more`);
  }
  const [fewest, most] = command.words ?? [0, 0];
  const { length } = parsed.positionals;
  if (length < fewest || length > most)
    throw new WrongUse(`Use: ${command.usage.map((line) => `raabta ${line}`).join(", or ")}`);
  const values = parsed.values as Given["options"];
  return {
    words: parsed.positionals,
    options: values,
    workspace: typeof values["workspace"] === "string" ? values["workspace"] : undefined,
    settings: settingsOrWrongUse(),
    say: (words, data) => console.log(values["json"] ? JSON.stringify(data) : words),
  };
}

function settingsOrWrongUse() {
  try {
    return readSettings();
  } catch (error) {
    throw error instanceof InvalidInput ? new WrongUse(error.issues) : error;
  }
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    `Raabta ${release}`,
    "",
    "Use: raabta COMMAND [OPTIONS]",
    "",
    ...lines,
    "",
    "--workspace SLUG   the workspace meant, needed where there are several",
    "--json             what is said comes as JSON",
    "--help             tells more of a command",
    "",
    "The README lists the environment variables (PORT, RAABTA_DATA, DATABASE_URL ...).",
  ].join("\n");
}

function helpOf(command: Command): string {
  return `Use: ${command.usage.map((line) => `raabta ${line}`).join("\n     ")}`;
}

/** Errors of ours are meant for people; anything else is a fault and shows where it happened. */
function complain(error: unknown, json: boolean): number {
  const ours = error instanceof RaabtaError;
  if (json && ours) console.error(JSON.stringify({ code: error.code, message: error.message, issues: error.issues }));
  else if (ours && error.issues.length > 1) {
    console.error(error.issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("\n"));
  } else console.error(ours ? error.message : error);
  return error instanceof WrongUse ? 2 : 1;
}
