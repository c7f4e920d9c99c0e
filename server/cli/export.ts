/** `raabta export`: writes a list into a file, as the screens do. */
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createExport, exportContent } from "#engine/transfer/export/exports.ts";
import { listSpecSchema } from "#engine/transfer/export/list-spec.ts";
import { InvalidInput } from "#model/errors.ts";
import { type Command, type Given, optional, required, WrongUse } from "./command.ts";
import { withHouse } from "./house.ts";
import { jobEnd } from "./job-end.ts";

export const command: Command = {
  usage: [
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
    await withHouse(given.settings, async (house) => {
      const ctx = house.engine.systemContext(await house.engine.workspaces.only(given.workspace), "command");
      const asked = await createExport(ctx, specOf(given, out));
      const job = await jobEnd(house, ctx.workspace, asked.jobId);
      const { bytes, size } = await exportContent(ctx, asked.id);
      await pipeline(bytes, createWriteStream(out, { mode: 0o600 }));
      const { rows } = job.result as { rows: number };
      given.say(`${rows} rows of ${asked.object} are in ${out}`, {
        file: out,
        object: asked.object,
        rows,
        bytes: size,
      });
    });
  },
};

function specOf(given: Given, out: string) {
  const filter = optional(given, "filter");
  const parsed = listSpecSchema.safeParse({
    object: required(given, "object"),
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

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongUse("--filter is no JSON");
  }
}
