/** What an editor holds that is not a value yet, as a signature that was drawn and not kept: it counts when the form is saved. */
import { useMemo, useRef } from "react";
import type { Json, JsonObject } from "#model/json.ts";

export interface Unfinished {
  /** For the editor of that field: says how what it holds becomes its value, or that it holds nothing. */
  of: (name: string) => (finish: (() => Promise<Json>) | null) => void;
  /** Finishes all of it; the values by field. What an editor throws is thrown on. */
  settle: () => Promise<JsonObject>;
}

export function useUnfinished(): Unfinished {
  const held = useRef(new Map<string, () => Promise<Json>>());
  return useMemo(
    () => ({
      of: (name) => (finish) => {
        if (finish) held.current.set(name, finish);
        else held.current.delete(name);
      },
      settle: async () =>
        Object.fromEntries(
          await Promise.all(
            [...held.current].map(async ([name, finish]): Promise<[string, Json]> => [name, await finish()]),
          ),
        ),
    }),
    [],
  );
}
