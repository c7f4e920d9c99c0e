/** `raabta config`: writes the configuration of a workspace into files, tells what files would change, and applies them. */
import { lstat, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { applyConfiguration, diffConfiguration, tryConfiguration } from "#engine/workspace/configuration/apply.ts";
import { toFiles, type ConfigurationFiles } from "#engine/workspace/configuration/files.ts";
import { configurationBefore, listApplied } from "#engine/workspace/configuration/kept.ts";
import type { Planned } from "#engine/workspace/configuration/plan.ts";
import { readConfiguration } from "#engine/workspace/configuration/read.ts";
import type { Context } from "#engine/context.ts";
import { InvalidInput } from "#model/errors.ts";
import { filesIn } from "../templates.ts";
import { type Command, type Given, required, WrongUse } from "./command.ts";
import { withHouse } from "./house.ts";
import { planLines } from "./plan-lines.ts";

export const command: Command = {
  usage: [
    "config export --out DIR",
    "config diff DIR",
    "config apply DIR [--dry-run] [--active on|off]   (new automations and webhooks: on or off; else as each begins)",
    "config applied               (what was applied, newest first)",
    "config back ID [--dry-run]   (to the configuration before that)",
  ],
  options: { out: { type: "string" }, "dry-run": { type: "boolean" }, active: { type: "string" } },
  words: [1, 2],
  async run(given) {
    const [act = "", what] = given.words;
    const named = (): string => {
      if (what) return what;
      throw new WrongUse(
        `config ${act} needs ${act === "back" ? "the ID of what was applied" : "the folder of the files"}`,
      );
    };
    if (act === "export") {
      const out = required(given, "out");
      return inWorkspace(given, (ctx) => exportTo(ctx, given, out));
    }
    if (act === "applied") return inWorkspace(given, (ctx) => tellApplied(ctx, given));
    if (act === "diff") {
      const files = await filesOf(named());
      return inWorkspace(given, async (ctx) =>
        tellPlan(ctx, given, await diffConfiguration(ctx, files), "would change"),
      );
    }
    if (act === "apply") {
      const files = await filesOf(named());
      return inWorkspace(given, (ctx) =>
        apply(ctx, given, files, { kind: "files", name: path.basename(path.resolve(what!)) }),
      );
    }
    if (act === "back") {
      const id = named();
      return inWorkspace(given, async (ctx) =>
        apply(ctx, given, await configurationBefore(ctx, id), { kind: "back", name: id }),
      );
    }
    throw new WrongUse(`config ${act} is none of export, diff, apply, applied, back`);
  },
};

const inWorkspace = (given: Given, work: (ctx: Context) => Promise<void>): Promise<void> =>
  withHouse(given.settings, async ({ engine }) =>
    work(engine.systemContext(await engine.workspaces.only(given.workspace), "command")),
  );

/** Files of ours that tell of nothing any more go, so that the folder is what the workspace is. */
async function exportTo(ctx: Context, { say }: Given, out: string): Promise<void> {
  const files = toFiles(ctx, await readConfiguration(ctx));
  await mkdir(out, { recursive: true });
  const there = (await readdir(out)).length > 0 ? await filesOf(out) : {};
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(out, file);
    await mkdir(path.dirname(target), { recursive: true });
    if (there[file] !== text) await writeFile(target, text);
  }
  for (const file of Object.keys(there)) if (!(file in files)) await rm(path.join(out, file));
  say(`${Object.keys(files).length} files are in ${out}`, { folder: out, files: Object.keys(files) });
}

/** @throws InvalidInput where the folder is not one of a configuration */
async function filesOf(folder: string): Promise<ConfigurationFiles> {
  if (!(await isFile(path.join(folder, "raabta.json"))))
    throw new InvalidInput([{ path: folder, message: "holds no raabta.json: it is no folder of a configuration" }]);
  return filesIn(folder);
}

const isFile = (file: string): Promise<boolean> =>
  lstat(file).then(
    (found) => found.isFile(),
    () => false,
  );

async function apply(
  ctx: Context,
  given: Given,
  files: ConfigurationFiles,
  source: Parameters<typeof applyConfiguration>[2],
): Promise<void> {
  const choices = { active: activeOf(given) };
  if (given.options["dry-run"] === true)
    return tellPlan(ctx, given, await tryConfiguration(ctx, files, choices), "would change");
  const { id, plan } = await applyConfiguration(ctx, files, source, choices);
  await tellPlan(ctx, given, plan, "changed", id);
}

function activeOf({ options: { active } }: Given): boolean | undefined {
  if (active === undefined) return undefined;
  if (active !== "on" && active !== "off") throw new WrongUse("--active is on or off");
  return active === "on";
}

async function tellPlan(
  ctx: Context,
  { say }: Given,
  plan: readonly Planned[],
  did: string,
  id: string | null = null,
): Promise<void> {
  const back = id === null ? [] : [`raabta config back ${id} goes back to what was before`];
  const lines =
    plan.length === 0
      ? ["Nothing differs"]
      : [
          ...(await planLines(plan, ctx.catalogue)),
          `${plan.length} ${plan.length === 1 ? "thing" : "things"} ${did}`,
          ...back,
        ];
  say(lines.join("\n"), id === null ? { plan } : { id, plan });
}

async function tellApplied(ctx: Context, { say }: Given): Promise<void> {
  const all = await listApplied(ctx, 50);
  const lines = all.map(
    ({ id, at, source, plan }) =>
      `${id}  ${at}  ${source.kind}${source.name ? ` ${source.name}` : ""}  ${plan.length} things`,
  );
  say(lines.join("\n") || "Nothing was applied yet", all);
}
