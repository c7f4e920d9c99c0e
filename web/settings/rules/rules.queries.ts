/** The rules of the company and the deeds on them; every deed can be undone. */
import type { BusinessRule } from "#model/business-rule.ts";
import { api } from "#web/api/client.ts";
import { useAll, useUndoable } from "../settings.queries.ts";
import type { Labels } from "../shape/shape.queries.ts";

/** A rule as it is kept, switched on or off. */
export interface OwnRule extends Pick<BusinessRule, "id" | "kind" | "fields"> {
  version: number;
  object: string;
  name: string;
  when: BusinessRule["when"] | null;
  settings: BusinessRule["settings"] | null;
  message: Labels | null;
  active: boolean;
  position: number;
}

export type RuleInput = Partial<Omit<OwnRule, "id" | "version">>;

export const useOwnRules = (object: string) =>
  useAll<OwnRule>("business-rules", {
    sort: "name",
    filter: JSON.stringify({ field: "object", op: "eq", value: object }),
  });

/** `said`: what was done, in words, beside the offer to take it back. */
export const useMakeRule = (said: () => string) =>
  useUndoable((input: RuleInput, operation) => api.post<OwnRule>("/business-rules", input, { operation }), said);
export const useEditRule = (said: () => string) =>
  useUndoable(
    ({ id, ...patch }: RuleInput & { id: string }, operation) =>
      api.patch(`/business-rules/${id}`, patch, { operation }),
    said,
  );
export const useRemoveRule = (said: () => string) =>
  useUndoable((id: string, operation) => api.delete(`/business-rules/${id}`, { operation }), said);
