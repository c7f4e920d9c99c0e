/** The live side of one process: who is subscribed, and what all of them are told from time to time. */
import type { Engine } from "#engine/open.ts";
import type { Workspace } from "#engine/context.ts";
import { CHANGES_CHANNEL, type Notices } from "#engine/identity/notices.ts";
import { LiveHub } from "#engine/live/hub.ts";
import type { LiveMessage } from "#engine/live/messages.ts";
import { PresenceBoard } from "#engine/live/presence-board.ts";
import { keepCounts } from "#engine/query/kept-counts.ts";
import { sseEvent } from "./http/event-stream.ts";

/** What goes over the wire for news; the last event carries the place. */
function writeNews(workspace: Workspace, messages: readonly LiveMessage[], snapshot: string): string {
  const last = messages.length - 1;
  return messages
    .map((message, index) => sseEvent("change", message, index === last ? placeOf(workspace, snapshot) : undefined))
    .join("");
}

/** `<epoch>.<snapshot>`: what a client sends back to go on from. */
export const placeOf = (workspace: Workspace, snapshot: string): string => `${workspace.epoch}.${snapshot}`;

/** Makes the hub, and has it and all other processes hear of what this one commits. */
export function openLive(engine: Engine, notices: Notices): LiveHub {
  const slugs = new Map<string, string>();
  keepListCounts(engine, notices, slugs);
  engine.database.onCommitted((schema) => {
    const slug = slugs.get(schema);
    if (slug !== undefined) notices.announce(CHANGES_CHANNEL, slug);
    else
      void engine.workspaces.list().then(
        (all) => {
          for (const one of all) slugs.set(one.schema, one.slug);
          notices.announce(CHANGES_CHANNEL, slugs.get(schema) ?? "");
        },
        // Unheard for now: subscribers look by themselves every two seconds.
        () => undefined,
      );
  });
  const system = (workspace: Workspace) => engine.systemContext(workspace);
  const hub = new LiveHub({ system, notices, write: writeNews });
  const board = new PresenceBoard({ hub, system, notices, write: (message) => sseEvent("presence", message) });
  hub.onClose(() => board.close());
  return hub;
}

/** What this process commits is counted anew at once; what others commit, with their notice. */
function keepListCounts(engine: Engine, notices: Notices, slugs: ReadonlyMap<string, string>): void {
  const counts = keepCounts(engine.catalogue, () => notices.connected);
  engine.database.onCommitted((schema) => counts.changed(schema));
  notices.onNotice((channel, slug) => {
    if (channel !== CHANGES_CHANNEL) return;
    const schema = [...slugs].find(([, each]) => each === slug)?.[0];
    counts.changed(schema);
  });
}
