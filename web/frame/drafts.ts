/** What was typed into a sheet that was closed without saving: kept in this tab for its author until it is saved, thrown away or they sign out. */
import { createContext, use, useEffect, useState } from "react";

/** The parts of a form that differ from what it began with, by name. */
export type Draft = Map<string, unknown>;

const drafts = new Map<string, Draft>();

/** The draft of that name, which says whose it is; an empty one where nothing was kept. */
export function draftOf(key: string): Draft {
  const kept = drafts.get(key) ?? new Map<string, unknown>();
  drafts.set(key, kept);
  return kept;
}

export const forgetDrafts = (): void => drafts.clear();

const DraftContext = createContext<Draft | null>(null);
export const DraftProvider = DraftContext;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** State of a form: in a sheet that keeps drafts it begins with what was kept of it. `name` is its own within the form. */
export function useDrafted<T>(name: string, start: T | (() => T)) {
  const draft = use(DraftContext);
  const [first] = useState(start);
  const [value, setValue] = useState<T>(() => (draft?.has(name) ? (draft.get(name) as T) : first));
  useEffect(() => {
    if (same(value, first)) draft?.delete(name);
    else draft?.set(name, value);
  }, [draft, name, value, first]);
  return [value, setValue] as const;
}
