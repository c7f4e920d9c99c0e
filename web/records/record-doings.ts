/** Writing records: shown at once, taken back where the server refuses. */
import { useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { viewOf } from "#fields/views.ts";
import type { Json, JsonObject, RecordJson } from "#model/json.ts";
import type { ToastAction } from "#ui/toast.tsx";
import { api } from "../api/client.ts";
import { fieldOf, useMeta, type MetaField, type MetaObject } from "../api/meta.ts";
import { useSay } from "../insight/say.ts";
import { paths } from "../paths.ts";
import { useUndoing } from "../undo/undoing.ts";
import { keys, type ListPageData } from "./records.queries.ts";
import { titleOf } from "./titles.ts";
import { useWords } from "./words.ts";

/** The value as the API takes it. */
export function toInput(field: MetaField, value: Json | undefined): Json {
  if (value === null || value === undefined) return null;
  return viewOf(field.type).toInput?.(value) ?? value;
}

/** Changes one record wherever it stands in the cache. */
function changeCached(
  queries: QueryClient,
  slug: string,
  path: string,
  id: string,
  change: (record: RecordJson) => RecordJson,
): void {
  queries.setQueryData<RecordJson>(keys.record(slug, path, id), (record) => record && change(record));
  changePages(queries, slug, path, (page) =>
    page.data.some((one) => one.id === id)
      ? { ...page, data: page.data.map((one) => (one.id === id ? change(one) : one)) }
      : page,
  );
}

/** Lists are kept page after page, and groups of them page by page. */
function changePages(
  queries: QueryClient,
  slug: string,
  path: string,
  change: (page: ListPageData) => ListPageData,
): void {
  queries.setQueriesData<InfiniteData<ListPageData> | ListPageData>(
    { queryKey: keys.lists(slug, path) },
    (list) => list && ("pages" in list ? { ...list, pages: list.pages.map(change) } : change(list)),
  );
}

export interface RecordDoings {
  /**
   * Shows the change at once and offers the way back; rolls back and throws where the server refuses it.
   * `said` is what the message says; without, the fields are named.
   */
  save: (record: RecordJson, patch: JsonObject, said?: string) => Promise<RecordJson>;
  /** `more` is offered beside the way back. */
  create: (input: JsonObject, more?: (made: RecordJson) => ToastAction) => Promise<RecordJson>;
  remove: (ids: string[], said: string) => Promise<void>;
  refresh: () => Promise<void>;
}

/** What can be done with the records of an object; the cache follows. */
export function useRecordDoings(object: MetaObject): RecordDoings {
  const queries = useQueryClient();
  const { slug } = useMeta().workspace;
  const words = useWords();
  const say = useSay();
  const undoing = useUndoing();
  const navigate = useNavigate();
  return useMemo(() => {
    const nameOf = (record: RecordJson): string => titleOf(object, record) || words.one(object.name);
    const { path } = object;
    const inputOf = (patch: JsonObject): JsonObject =>
      Object.fromEntries(
        Object.entries(patch).map(([name, value]) => {
          const field = object.fields.find((one) => one.name === name);
          return [name, field ? toInput(field, value) : value];
        }),
      );
    const changed = (record: RecordJson, patch: JsonObject): string => {
      const fields = Object.keys(patch).map((name) => words.field(object.name, fieldOf(object, name) ?? name));
      return say("undo.saved", { title: nameOf(record), field: fields.join(", ") });
    };
    /** Of a record that is taken back there is no page any more. */
    const leave = (id: string) => async () => {
      if (location.pathname.includes(id)) await navigate({ href: paths.list(slug, path) });
    };
    const refresh = () => queries.invalidateQueries({ queryKey: ["w", slug] });
    return {
      refresh,
      async save(record, patch, said) {
        const before = Object.fromEntries(Object.keys(patch).map((name) => [name, record[name] ?? null]));
        let operation: string | undefined;
        changeCached(queries, slug, path, record.id, (one) => ({ ...one, ...patch }));
        try {
          const saved = await api.patch<RecordJson>(`/${path}/${record.id}`, inputOf(patch), {
            ifMatch: record.version,
            operation: (id) => (operation = id),
          });
          changeCached(queries, slug, path, record.id, (one) => ({ ...one, ...saved }));
          void queries.invalidateQueries({ queryKey: [...keys.record(slug, path, record.id), "happenings"] });
          if (operation !== undefined)
            undoing.offer({ what: said ?? changed(saved, patch), back: [operation], brief: said === undefined });
          return saved;
        } catch (error) {
          changeCached(queries, slug, path, record.id, (one) => ({ ...one, ...before }));
          throw error;
        }
      },
      async create(input, more) {
        const done: string[] = [];
        const made = await api.post<RecordJson>(`/${path}`, inputOf(input), { operation: (id) => done.push(id) });
        undoing.offer({
          what: say("records.created", { title: nameOf(made) }),
          back: done,
          more: more?.(made),
          after: leave(made.id),
        });
        await refresh();
        return made;
      },
      async remove(ids, said) {
        const done: string[] = [];
        const operation = (id: string): void => void done.push(id);
        const gone = new Set(ids);
        changePages(queries, slug, path, (page) => ({
          ...page,
          data: page.data.filter((one) => !gone.has(one.id)),
        }));
        await forget(queries, slug, path, ids);
        try {
          if (ids.length === 1) await api.delete(`/${path}/${ids[0]}`, { operation });
          else await inBatches(path, ids, (id) => ({ op: "delete", id }), operation);
        } finally {
          if (done.length > 0) undoing.offer({ what: said, back: done });
          await refresh();
        }
      },
    };
  }, [object, queries, slug, words, say, undoing, navigate]);
}

/** What was fetched ahead of records that go, or is on its way, is of no use: it would be asked for in vain. */
async function forget(queries: QueryClient, slug: string, path: string, ids: string[]): Promise<void> {
  for (const id of ids) {
    const queryKey = keys.record(slug, path, id);
    await queries.cancelQueries({ queryKey });
    queries.removeQueries({ queryKey, type: "inactive" });
  }
}

const BATCH = 1000;

async function inBatches(
  path: string,
  ids: string[],
  act: (id: string) => JsonObject,
  operation: (id: string) => void,
): Promise<void> {
  for (let start = 0; start < ids.length; start += BATCH) {
    await api.post(`/${path}/batch`, { operations: ids.slice(start, start + BATCH).map(act) }, { operation });
  }
}
