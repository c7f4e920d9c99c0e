/** `raabta import FILE…`: brings in CSV and Excel files as the screens do, mapped as proposed or as a mapping says. */
import { createReadStream, createWriteStream, existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Context } from "#engine/context.ts";
import { checkImport, createImport, readImport, startImport } from "#engine/transfer/imports.ts";
import { isArchive } from "#engine/transfer/archive/read.ts";
import type { Import } from "#engine/transfer/import-row.ts";
import { type Mapping, mappingSchema } from "#engine/transfer/mapping.ts";
import { rejectsCsv } from "#engine/transfer/rejects.ts";
import { keepUploadsIn } from "#engine/transfer/uploads.ts";
import { InvalidInput } from "#model/errors.ts";
import type { House } from "../assemble.ts";
import { type Command, type Given, optional, WrongUse } from "./command.ts";
import { withHouse } from "./house.ts";
import { importArchive } from "./import-archive.ts";
import { jobEnd } from "./job-end.ts";

export const command: Command = {
  usage: [
    "import ARCHIVE.tar.gz [--workspace SLUG]     (what raabta export wrote, as a new workspace)",
    "import FILE... [--object O] [--mapping FILE] [--dry-run] [--rejects FILE]",
  ],
  options: {
    object: { type: "string" },
    mapping: { type: "string" },
    rejects: { type: "string" },
    "dry-run": { type: "boolean" },
  },
  words: [1, 1000],
  async run(given) {
    const missing = given.words.find((file) => !existsSync(file));
    if (missing) throw new WrongUse(`There is no file ${missing}`);
    const rejects = optional(given, "rejects");
    if (rejects && given.words.length > 1) throw new WrongUse("--rejects is for one file at a time");
    const mapping = readMapping(optional(given, "mapping"));
    await withHouse(given.settings, async (house) => {
      if (await isArchive(given.words[0]!)) {
        if (given.words.length > 1) throw new WrongUse("An archive is imported by itself");
        return importArchive(house, given, given.words[0]!);
      }
      const ctx = house.engine.systemContext(await house.engine.workspaces.only(given.workspace), "command");
      keepUploadsIn(ctx.catalogue, house.files);
      const done: Import[] = [];
      for (const file of given.words) done.push(await bringIn(house, ctx, given, file, mapping));
      const [first] = done;
      if (rejects && first) await writeRejects(ctx, first, rejects);
      given.say(done.map(summary).join("\n"), done);
    });
  },
};

function readMapping(file: string | undefined): Mapping | undefined {
  if (!file) return undefined;
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new WrongUse(`--mapping ${file} cannot be read: ${(error as Error).message}`);
  }
  const parsed = mappingSchema.safeParse(written);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(
    parsed.error.issues.map(({ path, message }) => ({ path: ["mapping", ...path].join("."), message })),
  );
}

async function bringIn(
  house: House,
  ctx: Context,
  given: Given,
  file: string,
  mapping: Mapping | undefined,
): Promise<Import> {
  const taken = await createImport(ctx, {
    name: basename(file),
    stream: createReadStream(file),
    object: optional(given, "object"),
    mapping,
  });
  const begun = given.options["dry-run"] === true ? await checkImport(ctx, taken.id) : await startImport(ctx, taken.id);
  if (begun.job) await jobEnd(house, ctx.workspace, begun.job.id);
  return readImport(ctx, taken.id);
}

function summary({ file, status, counts, issuesSample }: Import): string {
  const objects = Object.entries(counts?.objects ?? {}).map(
    ([object, { create, update, unchanged }]) =>
      `  ${object}: ${create} new, ${update} changed, ${unchanged} as they were`,
  );
  const head = `${file.name}: ${status}, ${counts?.rows ?? 0} rows, ${counts?.accepted ?? 0} accepted, ${counts?.rejected ?? 0} rejected`;
  const reasons = issuesSample.slice(0, 10).map((issue) => `  row ${issue.row}: ${issue.message}`);
  return [head, ...objects, ...reasons].join("\n");
}

async function writeRejects(ctx: Context, { id, columns }: Import, file: string): Promise<void> {
  await pipeline(
    rejectsCsv(ctx, id, columns, ({ message }) => message),
    createWriteStream(file),
  );
}
