/** Taking lists out: ask for a file, watch it being made, fetch it. */
import { z } from "zod";
import { createExport, exportContent, listExports, readExport } from "#engine/transfer/export/exports.ts";
import { exportSpecSchema, FORMATS } from "#engine/transfer/export/list-spec.ts";
import { release } from "../settings.ts";
import { Answer } from "../http/answer.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { recordParams } from "./records.ts";

const right = { capability: "export" } as const;
const documents = { tag: "Exports" };

const shape = z
  .strictObject({
    id: z.uuid(),
    jobId: z.uuid(),
    kind: z.enum(["list", "workspace"]),
    object: z.string().nullable(),
    format: z.enum([...FORMATS, "raabta.tar.gz"]),
    fileName: z.string(),
    status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
    rows: z.int(),
    bytes: z.int().nullable(),
    error: z.string().nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
  })
  .meta({ id: "Export" });

const TYPES: Record<string, string> = {
  csv: "text/csv; charset=utf-8",
  gz: "application/gzip",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export const exportRoutes: Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/exports",
    right,
    body: exportSpecSchema,
    response: shape,
    status: 202,
    cost: 20,
    summary: "Ask for a list as a file, or for the whole workspace",
    description:
      "Rows, filter, search and order as in the list; only records and fields that the caller may export. The file is made by a job: ask `/exports/{id}` until it is `done`, then fetch `/exports/{id}/file`. It is kept for 7 days. One file shows one moment. With `kind: workspace` it is the archive of everything, which `raabta import` brings back; that needs the capability `backup`.",
    documents,
    run: ({ ctx, body }) => createExport(ctx, body, release),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/exports",
    right,
    response: z.strictObject({ data: z.array(shape) }),
    summary: "One's own exports, newest first",
    documents,
    run: async ({ ctx }) => ({ data: await listExports(ctx) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/exports/:id",
    right,
    params: recordParams,
    response: shape,
    summary: "One export",
    documents,
    run: ({ ctx, params }) => readExport(ctx, params.id),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/exports/:id/file",
    right,
    params: recordParams,
    response: z.unknown(),
    summary: "The file, for who asked for it",
    description: "In a page, name the workspace in the query: `?workspace=slug`.",
    documents,
    run: async ({ ctx, params }) => {
      const { name, bytes, size } = await exportContent(ctx, params.id);
      return Answer.bytes(bytes, {
        headers: {
          "content-type": TYPES[name.split(".").at(-1)!] ?? "application/octet-stream",
          "content-length": String(size),
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
          "x-content-type-options": "nosniff",
        },
      });
    },
  }),
];
