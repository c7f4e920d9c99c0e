/** Making a record from anywhere: a sheet at the side, over the page one is on. */
import { createContext, lazy, Suspense, use, useMemo, useState, type ReactNode } from "react";
import type { JsonObject, RecordJson } from "#model/json.ts";

const CreateSheet = lazy(() => import("./form/CreateSheet.tsx").then((module) => ({ default: module.CreateSheet })));

export interface Creating {
  /** `values` are filled in; `made` hears of the new record. */
  create: (object: string, options?: { values?: JsonObject; made?: (record: RecordJson) => void }) => void;
}

interface Wish {
  object: string;
  values?: JsonObject;
  made?: (record: RecordJson) => void;
}

const CreatingContext = createContext<Creating | null>(null);

export function useCreating(): Creating {
  const creating = use(CreatingContext);
  if (creating === null) throw new Error("useCreating stands outside the frame");
  return creating;
}

export function CreateProvider({ children }: { children: ReactNode }) {
  const [wish, setWish] = useState<Wish | null>(null);
  const creating = useMemo<Creating>(() => ({ create: (object, options) => setWish({ object, ...options }) }), []);
  return (
    <CreatingContext value={creating}>
      {children}
      <Suspense>
        {wish && (
          <CreateSheet key={wish.object} {...wish} onClose={() => setWish(null)} onReopen={() => setWish(wish)} />
        )}
      </Suspense>
    </CreatingContext>
  );
}
