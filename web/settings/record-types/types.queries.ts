/** The types of an object's records and the deeds on them; every deed can be undone but the last. */
import { api } from "#web/api/client.ts";
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
  position: number;
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
export const usePurgeType = () => useChange((id: string) => api.post(`/record-types/${id}/purge`));
