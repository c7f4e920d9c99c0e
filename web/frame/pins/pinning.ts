/** Pinning views to the rail, ordering them there and taking them away: at once on the screen, and with a way back. */
import type { QueryClient } from "@tanstack/react-query";
import { MOST_PINS, type Pin } from "#model/view-parts.ts";
import { toast } from "#ui/toast.tsx";
import { api } from "../../api/client.ts";
import { loadMoreWords } from "../../language/language.ts";
import { pinsKey } from "./pins.queries.ts";

/** What it needs of the screen. */
export interface Pinning {
  slug: string;
  queries: QueryClient;
  say: (key: string, values: Record<string, string | number>) => string;
  problem: (error: unknown) => string;
  offer: (done: { what: string; back: () => Promise<unknown>; brief: boolean }) => void;
}

/** Writes follow each other, so that the last one asked for is the one that holds. */
let written: Promise<unknown> = Promise.resolve();

function put({ slug, queries }: Pinning, pins: Pin[]): Promise<unknown> {
  queries.setQueryData(pinsKey(slug), pins);
  const write = () => api.patch("/me", { pins: pins.map(({ id }) => id) }, { workspace: slug });
  written = written.then(write, write);
  return written;
}

async function change(at: Pinning, pins: Pin[], said: string, values: Record<string, string | number>): Promise<void> {
  const before = at.queries.getQueryData<Pin[]>(pinsKey(at.slug)) ?? [];
  try {
    await Promise.all([put(at, pins), loadMoreWords()]);
    at.offer({ what: at.say(said, values), back: () => put(at, before), brief: true });
  } catch (error) {
    toast.problem(at.problem(error));
    await at.queries.invalidateQueries({ queryKey: pinsKey(at.slug) });
  }
}

const pinsNow = ({ queries, slug }: Pinning): Pin[] => queries.getQueryData<Pin[]>(pinsKey(slug)) ?? [];

export function pin(at: Pinning, view: Pin): Promise<void> {
  const pins = pinsNow(at);
  if (pins.length < MOST_PINS) return change(at, [...pins, view], "pins.pinned", { name: view.name });
  toast.problem(at.say("pins.full", { max: MOST_PINS }));
  return Promise.resolve();
}

export function unpin(at: Pinning, { id, name }: Pin): Promise<void> {
  return change(
    at,
    pinsNow(at).filter((one) => one.id !== id),
    "pins.unpinned",
    { name },
  );
}

/** @param to counted from 0; beyond the ends nothing moves */
export function movePin(at: Pinning, id: string, to: number): Promise<void> {
  const pins = pinsNow(at);
  const moved = pins.find((one) => one.id === id);
  if (!moved || pins[to] === undefined || pins[to] === moved) return Promise.resolve();
  const others = pins.filter((one) => one !== moved);
  return change(at, others.toSpliced(to, 0, moved), "pins.moved", { name: moved.name, place: to + 1 });
}
