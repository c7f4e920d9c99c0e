/** What changes, as it changes: the feed for programs that come back with a cursor, the stream for those who stay. */
import { z } from "zod";
import { CHANGE_TYPES } from "#engine/events/append.ts";
import { readFeed } from "#engine/events/feed.ts";
import { isSnapshot } from "#engine/live/news.ts";
import type { LiveMessage } from "#engine/live/messages.ts";
import type { Subscriber } from "#engine/live/hub.ts";
import type { Workspace } from "#engine/context.ts";
import { sseEvent, sseHeartbeat } from "../http/event-stream.ts";
import { defineRoute, type Call, type Route } from "../http/route.ts";
import { placeOf } from "../live.ts";
import { historyEntry } from "./history.ts";
import { commaList } from "./list-query.ts";

const HEARTBEAT_MS = 15_000;

const feedEntry = historyEntry
  .extend({ type: z.enum(CHANGE_TYPES), object: z.string(), recordId: z.uuid(), version: z.int().nullable() })
  .meta({ id: "ChangeEntry" });

const feedRoute = defineRoute({
  method: "GET",
  path: "/api/v1/changes",
  right: "signedIn",
  query: z.strictObject({
    object: commaList.optional().meta({ description: "Only changes of these objects, by comma: `contact,order`." }),
    cursor: z.string().max(500).optional().meta({ description: "`nextCursor` of the answer before." }),
    limit: z.coerce
      .number<string>()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: "1 to 1,000; 100 if not said." }),
  }),
  response: z.strictObject({ data: z.array(feedEntry), nextCursor: z.string(), more: z.boolean() }),
  gone: true,
  summary: "All changes since a cursor, each exactly once",
  description: [
    "Begin without a cursor, keep `nextCursor` and send it with the next request; `more` says that there is more already.",
    "Changes stand in the order of their transactions and never appear behind a cursor that was given out. Of two changes of one record the later has the higher `version`.",
    "What the caller may not read now is left out, hidden fields too. After a restore of the database a cursor is answered 410: begin anew, from a list.",
  ].join(" "),
  documents: { tag: "Changes", operationId: "changes" },
  run: ({ ctx, query }) => readFeed(ctx, { cursor: query.cursor, objects: query.object, limit: query.limit }),
});

interface Wishes {
  object?: string[] | undefined;
  record?: string[] | undefined;
}

const streamRoute = defineRoute({
  method: "GET",
  path: "/api/v1/live",
  right: "signedIn",
  query: z.strictObject({
    object: commaList.optional().meta({ description: "Only changes of these objects, by comma." }),
    record: commaList.optional().meta({ description: "Only changes of the records with these ids, by comma." }),
    cursor: z
      .string()
      .max(8000)
      .optional()
      .meta({ description: "As `Last-Event-ID`, for clients that set no headers." }),
  }),
  response: z.string(),
  streams: true,
  summary: "Changes as they are committed, as server-sent events",
  description: [
    "`event: change` says `{ object, id, type, version, fields, by, at, via, operationId }`: which fields, never their values; many changes of one object at once are told as `{ object, many }`.",
    "`event: reset` asks to read anew, `event: rights` says that the caller's rights are others now. Only what the caller may read is told, and the stream ends within a second when session, key or membership does.",
    "Send the last `id` back as Last-Event-ID to go on where the stream broke off.",
  ].join(" "),
  documents: { tag: "Changes", operationId: "live" },
  run: (call) => stream(call as unknown as Call<undefined, Wishes & { cursor?: string }, undefined>),
});

async function stream(call: Call<undefined, Wishes & { cursor?: string }, undefined>): Promise<unknown> {
  const { live } = call.house;
  const { workspace } = call.ctx;
  const waiting: (string | Buffer)[] = [];
  let send = (text: string | Buffer): void => void waiting.push(text);
  let end = (_words: string): void => undefined;
  const subscriber: Subscriber = {
    ctx: call.ctx,
    ask: call.askAgain,
    wishes: JSON.stringify([call.query.object, call.query.record]),
    wants: wanting(call.query),
    tell: (text) => send(text),
    rightsChanged: () => send(sseEvent("rights", {})),
    end: (reason) => end(sseEvent("end", { reason })),
  };
  const since = placeIn(workspace, call.header("last-event-id") ?? call.query.cursor);
  const known = since === "elsewhere" ? undefined : since;
  let place = await live.join(subscriber, known);
  try {
    // Who comes back keeps its place until it has what it missed: the stream may break off before.
    let first = sseEvent("hello", { heartbeatMs: HEARTBEAT_MS }, placeOf(workspace, known ?? place));
    if (since === "elsewhere") first += sseEvent("reset", {});
    const out = call.takeOver();
    const heart = setInterval(() => {
      place = live.placeOf(workspace.slug) ?? place;
      out.write(sseHeartbeat(placeOf(workspace, place)));
      void live.check(subscriber);
    }, HEARTBEAT_MS).unref();
    out.onEnd(() => {
      clearInterval(heart);
      live.leave(subscriber);
    });
    out.write(`retry: 2000\n\n${first}`);
    for (const text of waiting) out.write(text);
    send = (text) => out.write(text);
    end = (words) => out.end(words);
    return out;
  } catch (error) {
    live.leave(subscriber);
    throw error;
  }
}

function wanting({ object, record }: Wishes): (message: LiveMessage) => boolean {
  const objects = object && new Set(object);
  const records = record && new Set(record);
  return (message) =>
    (!objects || objects.has(message.object)) && (!records || ("id" in message && records.has(message.id)));
}

/** Undefined: from now. A place of another time, or none at all, cannot be gone on from. */
function placeIn(workspace: Workspace, given: string | undefined): string | undefined {
  if (given === undefined || given === "") return undefined;
  const [epoch, snapshot = ""] = given.split(".");
  return epoch === workspace.epoch && isSnapshot(snapshot) ? snapshot : "elsewhere";
}

export const liveRoutes: Route[] = [feedRoute, streamRoute];
