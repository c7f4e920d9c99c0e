/** The objects and fields that the company made itself, and the deeds on them; every deed can be undone but the last. */
import { api } from "#web/api/client.ts";
import { useAll, useChange, useUndoable } from "../settings.queries.ts";

export type Labels = Partial<Record<string, string>>;

export interface OwnField {
  id: string;
  version: number;
  object: string;
  name: string;
  type: string;
  label: Labels;
  help: Labels | null;
  settings: FieldSettings | null;
  position: number;
}

/** What the form asks; a definition may say more, which stays as it is. */
export interface FieldSettings {
  required?: boolean;
  unique?: boolean;
  search?: boolean;
  index?: boolean;
  sensitive?: boolean;
  to?: string;
  options?: { value: string; label?: Labels; color?: string }[];
  [other: string]: unknown;
}

export interface OwnObject {
  id: string;
  version: number;
  name: string;
  label: Partial<Record<string, { one: string; many: string }>>;
  icon: string | null;
  ownership: "owner" | "none";
  position: number;
}

export const useOwnFields = (trash = false) =>
  useAll<OwnField>("custom-fields", { sort: "name", ...(trash ? { trash: "true" } : {}) });
export const useOwnObjects = (trash = false) =>
  useAll<OwnObject>("custom-objects", { sort: "name", ...(trash ? { trash: "true" } : {}) });

type Kind = "custom-fields" | "custom-objects";

/** `said`: what was done, in words, beside the offer to take it back. */
export const useMake = <Row>(kind: Kind, said: () => string) =>
  useUndoable((input: object, operation) => api.post<Row>(`/${kind}`, input, { operation }), said);
export const useEdit = (kind: Kind, said: () => string) =>
  useUndoable(
    ({ id, ...patch }: { id: string } & Record<string, unknown>, operation) =>
      api.patch(`/${kind}/${id}`, patch, { operation }),
    said,
  );
export const useRetire = (kind: Kind, said: () => string) =>
  useUndoable((id: string, operation) => api.delete(`/${kind}/${id}`, { operation }), said);
export const useRestore = (kind: Kind) => useChange((id: string) => api.post(`/${kind}/${id}/restore`));
export const usePurge = (kind: Kind) => useChange((id: string) => api.post(`/${kind}/${id}/purge`));
