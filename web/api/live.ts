/** The stream of changes: one connection for all windows of this browser, each of which hears everything. */
import { apiAddress } from "./client.ts";

export interface ChangeMessage {
  object: string;
  id: string;
  type: "created" | "updated" | "deleted" | "restored" | "purged";
  version: number | null;
  fields: string[];
  by: { id: string; title: string | null } | null;
  at: string;
  via: string;
}

export interface PersonPresent {
  person: { id: string; title: string | null };
  editing: string | null;
}

export type LiveEvent =
  | { name: "change"; data: ChangeMessage | { object: string; many: number } }
  | { name: "presence"; data: { object: string; id: string; people: PersonPresent[] } }
  /** Something may have been missed: read anew. */
  | { name: "reset"; data: object }
  | { name: "rights"; data: object };

type Listener = (event: LiveEvent) => void;

const NAMES = ["change", "presence", "reset", "rights"] as const;
/** After the server has refused; a stream that merely broke is taken up by the browser itself, from the last id. */
const TRY_AGAIN_MS = 30_000;

const listeners = new Set<Listener>();

/** @returns what ends it */
export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Listens to the changes of a workspace until told to stop. The window that holds the lock connects and tells the others. */
export function followLive(slug: string): () => void {
  const stop = new AbortController();
  const tell = (event: LiveEvent) => listeners.forEach((listener) => listener(event));
  const others = new BroadcastChannel(`raabta.live.${slug}`);
  others.addEventListener("message", ({ data }) => tell(data as LiveEvent));
  const spread = (event: LiveEvent) => {
    tell(event);
    others.postMessage(event);
  };
  const stopped = new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve()));
  const lead = () => {
    connect(slug, spread, stop.signal);
    return stopped;
  };
  // Locks exist on https and on this machine only; elsewhere each window has a connection of its own.
  if ("locks" in navigator)
    void navigator.locks.request(`raabta.live.${slug}`, { signal: stop.signal }, lead).catch(() => undefined);
  else void lead();
  return () => {
    stop.abort();
    others.close();
  };
}

function connect(slug: string, spread: Listener, signal: AbortSignal, after = ""): void {
  if (signal.aborted) return;
  const source = new EventSource(apiAddress("/live", { workspace: slug, cursor: after }));
  let place = after;
  const end = () => source.close();
  signal.addEventListener("abort", end);
  for (const name of NAMES)
    source.addEventListener(name, (event) => {
      place = event.lastEventId || place;
      spread({ name, data: JSON.parse(event.data as string) } as LiveEvent);
    });
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) return;
    signal.removeEventListener("abort", end);
    const timer = setTimeout(() => connect(slug, spread, signal, place), TRY_AGAIN_MS);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}
