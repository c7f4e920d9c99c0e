/** Gives the views of relations their way to other records of the workspace. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { LookupProvider, type Found, type Lookup } from "#fields/lookup.ts";
import type { RecordJson } from "#model/json.ts";
import { ApiError, api, apiAddress } from "../api/client.ts";
import { objectByName, useMeta, type MetaObject } from "../api/meta.ts";
import { useSay } from "../insight/say.ts";
import { paths } from "../paths.ts";
import { useUndoing } from "../undo/undoing.ts";
import { recordQuery, type ListPageData } from "./records.queries.ts";
import { useRoleName } from "./role-words.ts";
import { titleOf } from "./titles.ts";

const found = (object: MetaObject, record: RecordJson, called: Lookup["called"]): Found => {
  const title = called(object.name, titleOf(object, record));
  const number = record["number"];
  return {
    id: record.id,
    title: title || record.id.slice(-6),
    ...(typeof number === "string" && number !== title ? { subtitle: number } : {}),
  };
};

/** A record can be made by its name alone where its first title field takes text and nothing else is required. */
function nameField(object: MetaObject | undefined): string | undefined {
  if (!object || !object.rights.create) return undefined;
  const [name] = object.title;
  const field = object.fields.find((one) => one.name === name);
  const alone = object.fields.every((one) => !one.required || one.default !== undefined || one.name === name);
  return alone && field && field.access === "write" && !field.readOnly && ["text", "personName"].includes(field.type)
    ? name
    : undefined;
}

export function RecordLookup({ children }: { children: ReactNode }) {
  const meta = useMeta();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const undoing = useUndoing();
  const say = useSay();
  const roleName = useRoleName();
  const { slug } = meta.workspace;
  const lookup = useMemo<Lookup>(() => {
    const objectOf = (name: string) => objectByName(meta, name);
    const called = (object: string, title: string) => (object === "role" ? roleName(title) : title);
    return {
      called,
      async search(name, q, signal) {
        const object = objectOf(name);
        if (!object) return [];
        const fields = [...object.title, ...(object.fields.some((one) => one.name === "number") ? ["number"] : [])];
        const answer = await api.get<ListPageData>(`/${object.path}`, {
          query: { q, limit: 12, fields: [...new Set(fields)].join(","), count: "none" },
          signal,
        });
        return answer.data.map((record) => found(object, record, called));
      },
      async title(name, id) {
        const object = objectOf(name);
        if (!object) return null;
        try {
          return found(object, await queries.ensureQueryData(recordQuery(slug, object.path, id)), called).title;
        } catch (error) {
          if (error instanceof ApiError && error.status === 404) return null;
          throw error;
        }
      },
      href(name, id) {
        const object = objectOf(name);
        return object && !object.internal && !object.childOf ? paths.record(slug, object.path, id) : undefined;
      },
      open: (href) => void navigate({ href }),
      canCreate: (name) => nameField(objectOf(name)) !== undefined,
      async create(name, title) {
        const object = objectOf(name)!;
        const back: string[] = [];
        const operation = (id: string): void => void back.push(id);
        const input = { [nameField(object)!]: title };
        const made = await api.post<RecordJson>(`/${object.path}`, input, { operation });
        undoing.offer({ what: say("records.created", { title }), back, brief: true });
        return found(object, made, called);
      },
      async upload(file) {
        const form = new FormData();
        form.set("file", file);
        const made = await api.upload<{ id: string; name: string }>("/files", form);
        return { id: made.id, title: made.name };
      },
      fileAddress: (id) => apiAddress(`/files/${id}/content`, { workspace: slug }),
      currencies: meta.currencies,
    };
  }, [meta, queries, navigate, slug, undoing, say, roleName]);
  return <LookupProvider value={lookup}>{children}</LookupProvider>;
}
