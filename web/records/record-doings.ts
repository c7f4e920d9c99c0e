/** Writing records: shown at once, taken back where the server refuses. */
import { useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { viewOf } from "#fields/views.ts";
import type { Json, JsonObject, RecordJson } from "#model/json.ts";
import { api } from "../api/client.ts";
import { useMeta, type MetaField, type MetaObject } from "../api/meta.ts";
import { keys, type ListPageData } from "./records.queries.ts";

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
  /** Shows the change at once; takes it back and throws where the server refuses it. `force` overwrites what others saved. */
  save: (record: RecordJson, patch: JsonObject, options?: { force?: boolean }) => Promise<RecordJson>;
  create: (input: JsonObject) => Promise<RecordJson>;
  remove: (ids: string[]) => Promise<void>;
  restore: (ids: string[]) => Promise<void>;
  refresh: () => Promise<void>;
}

/** What can be done with the records of an object; the cache follows. */
export function useRecordDoings(object: MetaObject): RecordDoings {
  const queries = useQueryClient();
  const { slug } = useMeta().workspace;
  return useMemo(() => {
    const { path } = object;
    const inputOf = (patch: JsonObject): JsonObject =>
      Object.fromEntries(
        Object.entries(patch).map(([name, value]) => {
          const field = object.fields.find((one) => one.name === name);
          return [name, field ? toInput(field, value) : value];
        }),
      );
    const refresh = () => queries.invalidateQueries({ queryKey: ["w", slug] });
    return {
      refresh,
      async save(record, patch, { force = false } = {}) {
        const before = Object.fromEntries(Object.keys(patch).map((name) => [name, record[name] ?? null]));
        changeCached(queries, slug, path, record.id, (one) => ({ ...one, ...patch }));
        try {
          const saved = await api.patch<RecordJson>(
            `/${path}/${record.id}`,
            inputOf(patch),
            force ? {} : { ifMatch: record.version },
          );
          changeCached(queries, slug, path, record.id, (one) => ({ ...one, ...saved }));
          void queries.invalidateQueries({ queryKey: [...keys.record(slug, path, record.id), "happenings"] });
          return saved;
        } catch (error) {
          changeCached(queries, slug, path, record.id, (one) => ({ ...one, ...before }));
          throw error;
        }
      },
      async create(input) {
        const made = await api.post<RecordJson>(`/${path}`, inputOf(input));
        await refresh();
        return made;
      },
      async remove(ids) {
        const gone = new Set(ids);
        changePages(queries, slug, path, (page) => ({
          ...page,
          data: page.data.filter((one) => !gone.has(one.id)),
        }));
        try {
          if (ids.length === 1) await api.delete(`/${path}/${ids[0]}`);
          else await inBatches(path, ids, (id) => ({ op: "delete", id }));
        } finally {
          await refresh();
        }
      },
      async restore(ids) {
        for (const id of ids) await api.post(`/${path}/${id}/restore`);
        await refresh();
      },
    };
  }, [object, queries, slug]);
}

const BATCH = 1000;

async function inBatches(path: string, ids: string[], operation: (id: string) => JsonObject): Promise<void> {
  for (let start = 0; start < ids.length; start += BATCH) {
    await api.post(`/${path}/batch`, { operations: ids.slice(start, start + BATCH).map(operation) });
  }
}
