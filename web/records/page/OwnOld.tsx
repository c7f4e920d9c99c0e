/** A value of the past in a field of the company's own: as the field shows values, or as it stood where the field was of another kind then. */
import type { ReactNode } from "react";
import type { Json } from "#model/json.ts";
import { OwnText } from "#ui/own-text.tsx";
import { useMeta, type MetaField } from "../../api/meta.ts";
import { isOfItsKind } from "./of-its-kind.ts";

export interface OwnOldProps {
  field: MetaField;
  value: Json;
  /** How the field shows it. */
  children: ReactNode;
}

export function OwnOld({ field, value, children }: OwnOldProps) {
  const { settings } = useMeta().workspace;
  if (isOfItsKind(field, value, settings)) return <>{children}</>;
  return <OwnText>{typeof value === "string" ? value : JSON.stringify(value)}</OwnText>;
}
