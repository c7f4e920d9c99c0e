/** `raabta export`: writes a list into a file, or the whole workspace into an archive. */
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createExport, exportContent } from "#engine/transfer/export/exports.ts";
import { type ExportSpec, listSpecSchema } from "#engine/transfer/export/list-spec.ts";
import { InvalidInput } from "#model/errors.ts";
import { release } from "../settings.ts";
import { type Command, type Given, optional, required, WrongUse } from "./command.ts";
import { withHouse } from "./house.ts";
import { jobEnd } from "./job-end.ts";

export const command: Command = {
  usage: [
    "export --out FILE.tar.gz     (the whole workspace, for raabta import)",
    "export --object O --out FILE.csv|FILE.xlsx [--filter JSON] [--sort S] [--fields A,B] [--references titles|keys] [--language en|hi|ur] [--trash]",
  ],
  options: {
    out: { type: "string" },
    object: { type: "string" },
    filter: { type: "string" },
    sort: { type: "string" },
    fields: { type: "string" },
    references: { type: "string" },
    language: { type: "string" },
    trash: { type: "boolean" },
  },
  async run(given) {
    const out = required(given, "out");
    const spec = specOf(given, out);
    await withHouse(given.settings, async (house) => {
      const ctx = house.engine.systemContext(await house.engine.workspaces.only(given.workspace), "command");
      const asked = await createExport(ctx, spec, release);
      const job = await jobEnd(house, ctx.workspace, asked.jobId);
      const { bytes, size } = await exportContent(ctx, asked.id);
      await pipeline(bytes, createWriteStream(out, { mode: 0o600 }));
      const { rows, files = 0, missing = 0 } = job.result as { rows: number; files?: number; missing?: number };
      const what = asked.object === null ? `rows and ${files} files` : `rows of ${asked.object}`;
      const gap = missing > 0 ? `; the bytes of ${missing} files are missing` : "";
      given.say(`${rows} ${what} are in ${out}${gap}`, {
        file: out,
        object: asked.object,
        rows,
        files,
        missing,
        bytes: size,
      });
    });
  },
};

function specOf(given: Given, out: string): ExportSpec {
  const object = optional(given, "object");
  if (object === undefined) return archiveSpec(given, out);
  const filter = optional(given, "filter");
  const parsed = listSpecSchema.safeParse({
    object,
    format: /\.xlsx$/i.test(out) ? "xlsx" : "csv",
    filter: filter === undefined ? undefined : readJson(filter),
    sort: optional(given, "sort"),
    fields: optional(given, "fields")
      ?.split(",")
      .map((name) => name.trim()),
    references: optional(given, "references"),
    language: optional(given, "language"),
    trash: given.options["trash"] === true,
  });
  if (parsed.success) return parsed.data;
  throw new InvalidInput(parsed.error.issues.map(({ path, message }) => ({ path: `--${path.join(".")}`, message })));
}

/** Who names a table's file and no object has forgotten the object. */
function archiveSpec(given: Given, out: string): ExportSpec {
  const ofList = Object.keys(given.options).find((option) => !["out", "workspace", "json"].includes(option));
  if (ofList !== undefined || /\.(csv|xlsx)$/i.test(out))
    throw new WrongUse("--object is needed: the list that is meant");
  return { kind: "workspace" };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongUse("--filter is no JSON");
  }
}
