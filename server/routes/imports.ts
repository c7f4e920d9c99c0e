/** Bringing files in: upload, what was found, check, start, cancel, take back, the rejected rows. */
import { Readable } from "node:stream";
import { z } from "zod";
import { mayUse } from "#engine/access/rights.ts";
import { principalOf, type Context } from "#engine/context.ts";
import {
  cancelImport,
  changeImport,
  checkImport,
  createImport,
  keptOf,
  listImports,
  pauseImport,
  previewImport,
  readImport,
  removeImported,
  resumeImport,
  startImport,
  undoImport,
} from "#engine/transfer/imports.ts";
import type { Import } from "#engine/transfer/import-row.ts";
import { mappingSchema } from "#engine/transfer/mapping.ts";
import { ENCODINGS } from "#engine/transfer/reading/encoding.ts";
import { LIMITS } from "#engine/transfer/reading/limits.ts";
import { issueWords } from "#engine/transfer/issue-words.ts";
import { rejectsCsv } from "#engine/transfer/rejects.ts";
import { assertRejectsKept, KEPT } from "#engine/transfer/tidy.ts";
import { NotFound } from "#model/errors.ts";
import { Answer } from "../http/answer.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { recordParams } from "./records.ts";

const right = { capability: "import" } as const;
const documents = { tag: "Imports" };
const counts = z.strictObject({ create: z.int(), update: z.int(), unchanged: z.int() });

const shape = z
  .looseObject({
    id: z.uuid(),
    status: z.enum(["read", "checking", "checked", "running", "paused", "done", "failed", "cancelled"]),
    file: z.strictObject({ name: z.string(), size: z.int() }),
    detected: z.looseObject({
      format: z.enum(["csv", "csv.gz", "zip", "xlsx"]),
      encoding: z.enum(ENCODINGS),
      separator: z.string(),
      header: z.boolean(),
      dateOrder: z.enum(["dmy", "mdy", "ymd"]).nullable(),
      decimal: z.enum([".", ","]),
    }),
    columns: z.array(
      z.strictObject({
        index: z.int(),
        name: z.string(),
        samples: z.array(z.string()),
        filled: z.int(),
        distinctGuess: z.int(),
        like: z
          .strictObject({ type: z.string(), options: z.array(z.string()).optional() })
          .optional()
          .meta({
            description: "What a new field for it would be (`POST /custom-fields`), by its name and its values.",
          }),
      }),
    ),
    rows: z.int().nullable(),
    mapping: mappingSchema,
    mappedBy: z.enum(["proposed", "remembered", "rejects", "given"]),
    rejectsOf: z.uuid().nullable(),
    questions: z.array(z.looseObject({ code: z.string(), message: z.string() })),
    job: z.strictObject({ id: z.uuid() }).nullable(),
    progress: z.strictObject({ phase: z.string(), done: z.number(), total: z.number() }).nullable(),
    counts: z
      .looseObject({ rows: z.int(), accepted: z.int(), rejected: z.int(), objects: z.record(z.string(), counts) })
      .nullable(),
    issuesSample: z.array(z.looseObject({ row: z.int(), message: z.string() })),
    forgotten: z.boolean().meta({ description: "Its file and the rows that it rejected are not kept any more." }),
    error: z.string().nullable(),
  })
  .meta({ id: "Import" });

const correction = z.strictObject({
  encoding: z.enum(ENCODINGS).optional(),
  separator: z.string().length(1).optional(),
  header: z.boolean().optional(),
  dateOrder: z.enum(["dmy", "mdy", "ymd"]).optional(),
  decimal: z.enum([".", ","]).optional(),
  sheet: z.string().max(200).optional(),
});

/** Everyone sees their own imports; those who administer see all. */
const sees = (ctx: Context, found: Pick<Import, "createdBy">): boolean =>
  mayUse(ctx.actor, "settings") || (found.createdBy !== null && found.createdBy === principalOf(ctx.actor));

async function mine(ctx: Context, id: string): Promise<Import> {
  const found = await readImport(ctx, id);
  if (!sees(ctx, found)) throw new NotFound("There is no such import");
  return found;
}

function csvFile(lines: AsyncGenerator<string>, fileName: string, what: string): Answer {
  const name = `${fileName.replace(/\.[^.]*$/, "")} - ${what}.csv`;
  return Answer.bytes(Readable.from(lines), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      "x-content-type-options": "nosniff",
    },
  });
}

const verb = (name: string, summary: string, act: (ctx: Context, id: string) => Promise<Import>): Route =>
  defineRoute({
    method: "POST",
    path: `/api/v1/imports/:id/${name}`,
    right,
    params: recordParams,
    response: shape,
    status: 202,
    cost: 5,
    summary,
    documents,
    run: async ({ ctx, params }) => {
      await mine(ctx, params.id);
      return act(ctx, params.id);
    },
  });

export const importRoutes: Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/imports",
    right,
    response: shape,
    status: 201,
    multipart: true,
    cost: 20,
    bodyLimit: LIMITS.fileBytes,
    documents,
    query: z.strictObject({
      object: z.string().max(40).optional().meta({ description: "What each row is, where it shall not be guessed." }),
    }),
    summary: "Hand in a file to be imported",
    description:
      "multipart/form-data with the bytes in `file`: CSV, tab-separated text, .gz, .zip of one CSV, or .xlsx, at most 2 GB. Answers with what was found and a proposed mapping; nothing is imported yet.",
    run: async (call) => {
      if (call.query.object !== undefined) call.ctx.catalogue.object(call.query.object);
      const file = await call.upload(LIMITS.fileBytes);
      return createImport(call.ctx, { name: file.name, stream: file.stream, object: call.query.object });
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/imports",
    right,
    response: z.strictObject({ data: z.array(shape) }),
    summary: "Imports, newest first",
    documents,
    run: async ({ ctx }) => ({ data: (await listImports(ctx)).filter((found) => sees(ctx, found)) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/imports/:id",
    right,
    params: recordParams,
    response: shape,
    summary: "One import",
    documents,
    run: ({ ctx, params }) => mine(ctx, params.id),
  }),
  defineRoute({
    method: "PATCH",
    path: "/api/v1/imports/:id",
    right,
    params: recordParams,
    response: shape,
    documents,
    body: z.strictObject({ mapping: mappingSchema.optional(), detected: correction.optional() }),
    summary: "Correct how the file is read or what becomes of its columns",
    run: async ({ ctx, params, body }) => {
      await mine(ctx, params.id);
      const detected =
        body.detected && Object.fromEntries(Object.entries(body.detected).filter(([, value]) => value !== undefined));
      return changeImport(ctx, params.id, { mapping: body.mapping, detected });
    },
  }),
  verb("check", "Read every row and store nothing but counts and reasons", checkImport),
  verb("start", "Start, or go on where it stopped", startImport),
  verb("pause", "Let it wait from the border of the next chunk", pauseImport),
  verb("resume", "Let it go on where it was paused", resumeImport),
  verb("cancel", "Stop at the border of the next chunk", cancelImport),
  verb("remove-created", "Take back what it created and nobody has touched since", removeImported),
  verb("undo", "Take back what it created and changed, but for what somebody has touched since", undoImport),
  defineRoute({
    method: "GET",
    path: "/api/v1/imports/:id/kept.csv",
    right,
    params: recordParams,
    response: z.unknown(),
    documents,
    summary: "The records that taking it back leaves, with the reason of each",
    run: async ({ ctx, params }) => {
      const found = await mine(ctx, params.id);
      return csvFile(await keptOf(ctx, found.id), found.file.name, "kept");
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/imports/:id/preview",
    right,
    params: recordParams,
    documents,
    response: z.strictObject({ records: z.array(z.strictObject({ object: z.string(), values: z.looseObject({}) })) }),
    summary: "Some of the records that would come in",
    run: async ({ ctx, params }) => {
      await mine(ctx, params.id);
      return { records: await previewImport(ctx, params.id) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/imports/:id/rejects.csv",
    right,
    params: recordParams,
    response: z.unknown(),
    documents,
    summary: "The rejected rows with their reasons, as a file that can be handed in again",
    description: `They are kept for ${KEPT} days, as is the file itself.`,
    run: async ({ ctx, params }) => {
      const found = await mine(ctx, params.id);
      assertRejectsKept(found);
      const say = issueWords(ctx.workspace.settings.language);
      return csvFile(rejectsCsv(ctx, found.id, found.columns, say), found.file.name, "rejected");
    },
  }),
];
