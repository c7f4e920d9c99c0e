/** The types of an object's records and the deeds on them; every deed can be undone but the last. */
import { api, ApiError } from "#web/api/client.ts";
import type { Problem } from "#web/api/problem.ts";
import { useAll, useChange, useUndoable, type Named } from "../settings.queries.ts";
import type { Labels } from "../shape/shape.queries.ts";

export interface OwnType {
  id: string;
  version: number;
  object: string;
  name: string;
  label: Labels;
  color: string | null;
  default: boolean;
  choices: Record<string, string[]> | null;
  roles: Named[];
  position: number | null;
}

export interface TypeInput extends Partial<Omit<OwnType, "id" | "version" | "roles">> {
  roles?: string[];
}

export const useOwnTypes = (object: string, trash = false) =>
  useAll<OwnType>("record-types", {
    sort: "createdAt",
    filter: JSON.stringify({ field: "object", op: "eq", value: object }),
    ...(trash ? { trash: "true" } : {}),
  });

/** `said`: what was done, in words, beside the offer to take it back. */
export const useMakeType = (said: () => string) =>
  useUndoable((input: TypeInput, operation) => api.post<OwnType>("/record-types", input, { operation }), said);
export const useEditType = (said: () => string) =>
  useUndoable(
    ({ id, ...patch }: TypeInput & { id: string }, operation) => api.patch(`/record-types/${id}`, patch, { operation }),
    said,
  );
export const useRetireType = (said: () => string) =>
  useUndoable((id: string, operation) => api.delete(`/record-types/${id}`, { operation }), said);
export const useRestoreType = (said: () => string) =>
  useUndoable((id: string, operation) => api.post(`/record-types/${id}/restore`, undefined, { operation }), said);

/** One of them given another place among them all. */
export interface Moved {
  type: OwnType;
  /** All of them, as they shall follow each other. */
  types: readonly OwnType[];
}

/** All places in one operation, so that it is one step back. */
export const useOrderTypes = (said: (moved: Moved) => string) =>
  useUndoable(async ({ types }: Moved, operation) => {
    const operations = types.flatMap(({ id, position }, place) =>
      position === place + 1 ? [] : [{ op: "update", id, data: { position: place + 1 } }],
    );
    const { results } = await api.post<{ results: { problem?: Problem }[] }>(
      "/record-types/batch",
      { operations },
      { operation, query: { records: "false" } },
    );
    const refused = results.find(({ problem }) => problem !== undefined)?.problem;
    if (refused) throw new ApiError(refused);
  }, said);
export const usePurgeType = () => useChange((id: string) => api.post(`/record-types/${id}/purge`));
