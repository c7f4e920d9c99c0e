/** Files in and out. What comes in is kept by its content; what goes out can run nowhere. */
import { z } from "zod";
import { deliveryHeaders } from "#engine/files/content-type.ts";
import { withAllRights } from "#engine/identity/acting.ts";
import { read } from "#engine/query/read.ts";
import { create } from "#engine/records/records.ts";
import { plainText } from "#model/json.ts";
import { Answer } from "../http/answer.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { recordParams } from "./records.ts";

const MAX_FILE = 50 * 1024 * 1024;
/** Names come with paths and control signs from some browsers; only the last part is a name. */
const nameOf = (given: string): string =>
  (given.toWellFormed().split(/[\\/]/).at(-1) ?? "").replace(/\p{Cc}/gu, "").slice(0, 400) || "file";

const upload = defineRoute({
  method: "POST",
  path: "/api/v1/files",
  right: { object: "file", action: "create" },
  response: z.looseObject({
    id: z.uuid(),
    name: z.string(),
    contentType: z.string(),
    size: z.union([z.int(), z.string()]),
  }),
  status: 201,
  multipart: true,
  bodyLimit: MAX_FILE + 1024 * 1024,
  summary: "Store a file",
  description: "multipart/form-data with the bytes in `file`, at most 50 MB.",
  documents: { tag: "file" },
  run: async (call) => {
    const { ctx, house } = call;
    const file = await call.upload(MAX_FILE);
    const stored = await house.files.put(ctx.workspace.id, file.stream, {
      maxBytes: MAX_FILE,
      claimedType: file.contentType,
    });
    return create(withAllRights(ctx), "file", { name: nameOf(file.name), ...stored });
  },
});

const content = defineRoute({
  method: "GET",
  path: "/api/v1/files/:id/content",
  right: { object: "file", action: "read" },
  params: recordParams,
  response: z.unknown(),
  summary: "The bytes of a file",
  description:
    "Pictures are shown, everything else is saved. In a page, name the workspace in the query: `?workspace=slug`.",
  documents: { tag: "file" },
  run: async ({ ctx, params, house }) => {
    await read(ctx, "file", params.id);
    const file = await read(withAllRights(ctx), "file", params.id);
    const facts = {
      name: plainText(file["name"]),
      contentType: plainText(file["contentType"]),
      size: Number(file["size"]),
      sha256: plainText(file["sha256"]),
    };
    return Answer.bytes(await house.files.open(ctx.workspace.id, facts.sha256), { headers: deliveryHeaders(facts) });
  },
});

export const fileRoutes: Route[] = [upload, content];
