/** The addresses that every object of the catalogue has: list, read, create, change, delete, restore, sums. */
import { z } from "zod";
import { aggregate } from "#engine/query/aggregate.ts";
import type { Context } from "#engine/context.ts";
import { mergedInto } from "#engine/merge/merge.ts";
import { list } from "#engine/query/list.ts";
import { readJson } from "#engine/query/read.ts";
import { create, purgeRecords, remove, restore, update } from "#engine/records/records.ts";
import { NotFound } from "#model/errors.ts";
import { standsAlone, type Catalogue, type CatalogueObject } from "#model/catalogue.ts";
import { isObject, type JsonObject, type RecordJson } from "#model/json.ts";
import { Answer } from "../http/answer.ts";
import { etagOf, ifMatch, noneMatch } from "../http/etag.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { aggregateSchema, inputSchema, pageSchema, patchSchema, recordSchema } from "../openapi/object-schemas.ts";
import { aggregateQuery, listQuery, selectionQuery } from "./list-query.ts";

export const recordParams = z.strictObject({
  id: z.uuid().meta({ description: "The id that it was given when it was made." }),
});
const record = z.looseObject({ id: z.uuid(), version: z.int() });
const anyRecord = z.custom<JsonObject>(isObject, "is an object of fields");

/** Routes of one object. Children are written through their parent, and objects with doors of their own through those. */
export function recordRoutes(object: CatalogueObject, catalogue: Catalogue): Route[] {
  return [...readingRoutes(object, catalogue), ...(standsAlone(object) ? writingRoutes(object, catalogue) : [])];
}

function readingRoutes(object: CatalogueObject, catalogue: Catalogue): Route[] {
  const path = `/api/v1/${object.path}`;
  const right = { object: object.name, action: "read" } as const;
  const tag = object.name;
  return [
    defineRoute({
      method: "GET",
      path,
      right,
      query: listQuery,
      response: z.looseObject({ data: z.array(record) }),
      summary: `List ${object.plural}`,
      description:
        "A page of the records that the caller may see, in order. Follow `nextCursor` to read on; there is no offset.",
      documents: () => ({ tag, operationId: `list-${object.path}`, response: pageSchema(object, catalogue) }),
      run: async ({ ctx, query: { trash, ...query } }) =>
        Answer.jsonText(await list(ctx, object.name, { ...query, trash: trash ?? false })),
    }),
    defineRoute({
      method: "GET",
      path: `${path}/aggregate`,
      right,
      query: aggregateQuery,
      cost: 2,
      response: z.looseObject({ data: z.array(z.looseObject({})) }),
      summary: `Counts and sums over ${object.plural}`,
      documents: () => ({ tag, operationId: `aggregate-${object.path}`, response: aggregateSchema() }),
      run: async ({ ctx, query: { trash, ...query } }) =>
        Answer.jsonText(await aggregate(ctx, object.name, { ...query, trash: trash ?? false })),
    }),
    defineRoute({
      method: "GET",
      path: `${path}/:id`,
      right,
      params: recordParams,
      query: z.strictObject({
        ...selectionQuery,
        trash: z.enum(["true"]).optional().meta({ description: "Reads it in the trash." }),
      }),
      response: record,
      also: { status: 304, response: z.undefined() },
      summary: `Read one ${object.name}`,
      description:
        "The ETag is the record's version; send it back as If-Match with a change, or as If-None-Match to be answered 304.",
      documents: () => ({ tag, operationId: `read-${object.path}`, response: recordSchema(object, catalogue) }),
      run: async (call) => {
        const { trash, ...selection } = call.query;
        const { json, version } = await readJson(call.ctx, object.name, call.params.id, {
          ...selection,
          trash: trash === "true",
        }).catch(async (error: unknown) => {
          throw error instanceof NotFound ? await sayWhereItWent(call.ctx, object, call.params.id, error) : error;
        });
        const headers = { etag: etagOf(version) };
        // Included records and computed facts change without this one's version: only the plain record may be answered so.
        const plain = !selection.include && !selection.fields && object.statisticsTable === undefined;
        if (plain && noneMatch(call.header("if-none-match"), version)) return Answer.empty({ status: 304, headers });
        return Answer.jsonText(json, { headers });
      },
    }),
  ];
}

/** A record that was merged is named by the one that it became, to those who may see that. */
async function sayWhereItWent(ctx: Context, object: CatalogueObject, id: string, error: NotFound): Promise<NotFound> {
  const into = await mergedInto(ctx, id);
  if (into === undefined) return error;
  const seen = await readJson(ctx, object.name, into, { fields: ["id"] }).catch(() => undefined);
  if (!seen) return error;
  const issue = { path: "id", message: `was merged into ${into}`, code: "issue.merged", params: { into } };
  return new NotFound(`This ${object.name} was merged into ${into}`, [issue]);
}

function writingRoutes(object: CatalogueObject, catalogue: Catalogue): Route[] {
  const path = `/api/v1/${object.path}`;
  const tag = object.name;
  const changed = (action: "update" | "delete") => ({ object: object.name, action });
  const answer = (made: RecordJson, options: { status?: number; headers?: Record<string, string> } = {}) =>
    Answer.json(made, { ...options, headers: { etag: etagOf(made.version), ...options.headers } });
  return [
    defineRoute({
      method: "POST",
      path,
      right: { object: object.name, action: "create" },
      body: anyRecord,
      response: record,
      status: 201,
      summary: `Create one ${object.name}`,
      documents: () => ({
        tag,
        operationId: `create-${object.path}`,
        body: inputSchema(object, catalogue),
        response: recordSchema(object, catalogue),
      }),
      run: async ({ ctx, body }) => {
        const made = await create(ctx, object.name, body);
        return answer(made, { status: 201, headers: { location: `${path}/${made.id}` } });
      },
    }),
    defineRoute({
      method: "PATCH",
      path: `${path}/:id`,
      right: changed("update"),
      params: recordParams,
      body: anyRecord,
      response: record,
      versioned: true,
      summary: `Change one ${object.name}`,
      description:
        "Only the fields named are changed. With If-Match the change is refused (412) where someone else was faster; the answer says the current version.",
      documents: () => ({
        tag,
        operationId: `update-${object.path}`,
        body: patchSchema(object, catalogue),
        response: recordSchema(object, catalogue),
      }),
      run: async (call) =>
        answer(await update(call.ctx, object.name, call.params.id, call.body, version(call.header("if-match")))),
    }),
    defineRoute({
      method: "DELETE",
      path: `${path}/:id`,
      right: changed("delete"),
      params: recordParams,
      response: z.undefined(),
      status: 204,
      versioned: true,
      summary: `Move one ${object.name} to the trash`,
      documents: () => ({ tag, operationId: `delete-${object.path}` }),
      run: async (call) => {
        await remove(call.ctx, object.name, call.params.id, version(call.header("if-match")));
        return Answer.empty();
      },
    }),
    defineRoute({
      method: "POST",
      path: `${path}/:id/restore`,
      right: changed("delete"),
      params: recordParams,
      response: record,
      versioned: true,
      summary: `Take one ${object.name} out of the trash`,
      documents: () => ({ tag, operationId: `restore-${object.path}`, response: recordSchema(object, catalogue) }),
      run: async (call) =>
        answer(await restore(call.ctx, object.name, call.params.id, version(call.header("if-match")))),
    }),
    defineRoute({
      method: "POST",
      path: `${path}/:id/purge`,
      // Nothing brings it back, so it is for those who run the workspace; the right to delete is asked at the door.
      right: { capability: "settings" },
      params: recordParams,
      response: z.undefined(),
      status: 204,
      versioned: true,
      summary: `Delete one ${object.name} in the trash for ever`,
      description:
        "With its lines, links, keys and what its history told of it. Refused while others cannot do without it; what merely points at it is emptied.",
      documents: () => ({ tag, operationId: `purge-${object.path}` }),
      run: async (call) => {
        await purgeRecords(call.ctx, object.name, [call.params.id], version(call.header("if-match")));
        return Answer.empty();
      },
    }),
  ];
}

function version(header: string | undefined): { ifVersion?: number } {
  const ifVersion = ifMatch(header);
  return ifVersion === undefined ? {} : { ifVersion };
}
