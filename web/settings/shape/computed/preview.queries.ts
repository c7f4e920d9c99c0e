/** Asks the server what a computed field that is not made yet would give. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { FieldDefinition } from "#model/field.ts";
import type { FormulaFault } from "#model/formula/kind.ts";
import type { Json } from "#model/json.ts";
import { api, currentWorkspace } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import type { FieldSettings } from "../shape.queries.ts";

export interface Preview {
  type: string | null;
  field: FieldDefinition | null;
  fault: FormulaFault | null;
  steady: boolean | null;
  records: { id: string; title: string | null; value: Json }[];
}

const PAUSE_MS = 350;
/** What the definition of a computed field may say; the rest belongs to other kinds. */
const SAID: Record<string, string[]> = { formula: ["expression", "decimals", "percent"], lookup: ["path"] };
const NEEDED: Record<string, string> = { formula: "expression", lookup: "path" };

export function usePreview(object: string, name: string | undefined, type: string, settings: FieldSettings) {
  const said = Object.fromEntries(
    SAID[type]!.map((key) => [key, settings[key]] as const).filter(([, value]) => value !== undefined),
  );
  const now = JSON.stringify({ object, ...(name ? { name } : {}), type, settings: said });
  const [asked] = useDebouncedValue(now, PAUSE_MS);
  // What was asked lags behind what is written.
  const { settings: awaited } = JSON.parse(asked) as { settings: FieldSettings };
  const needed = awaited[NEEDED[type]!];
  const query = useQuery({
    queryKey: ["formula", currentWorkspace(), asked],
    queryFn: ({ signal }) => api.post<Preview>("/formulas/preview", JSON.parse(asked) as object, { signal }),
    enabled: typeof needed === "string" && needed.trim() !== "",
    placeholderData: keepPreviousData,
  });
  /** What is wrong with what stands there now; nothing while that is being asked. */
  const fault = asked === now && !query.isPlaceholderData ? query.data?.fault : undefined;
  return { preview: query.data, fault };
}

/** What is wrong, in the reader's words, kinds of value among them. */
export function useFaultWords(): (fault: FormulaFault) => string {
  const { t } = useTranslation();
  const kinds = new Set(["number", "text", "boolean", "date", "datetime", "money"]);
  const said = (value: string | number): string =>
    String(value)
      .split(", ")
      .map((part) => (kinds.has(part) ? t(`formula.kind.${part}`) : part))
      .join(", ");
  return ({ code, params, message }) =>
    t(code, {
      defaultValue: message,
      ...Object.fromEntries(Object.entries(params).map(([key, value]) => [key, said(value)])),
    });
}
