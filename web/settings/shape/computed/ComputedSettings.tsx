/** What a field that is reckoned from others is told; fetched when such a kind is chosen. */
import { objectByName, useMeta } from "#web/api/meta.ts";
import type { FieldSettings } from "../shape.queries.ts";
import { FormulaInput } from "./FormulaInput.tsx";
import { LookupInput } from "./LookupInput.tsx";
import { RollUpInput } from "./RollUpInput.tsx";

export interface ComputedSettingsProps {
  object: string;
  name: string | undefined;
  type: string;
  settings: FieldSettings;
  onChange: (more: FieldSettings) => void;
}

export function ComputedSettings({ object: of, name, type, settings, onChange }: ComputedSettingsProps) {
  const object = objectByName(useMeta(), of);
  if (!object) return null;
  if (type === "formula") return <FormulaInput object={object} name={name} settings={settings} onChange={onChange} />;
  if (type === "lookup") return <LookupInput object={object} name={name} settings={settings} onChange={onChange} />;
  return <RollUpInput object={object} settings={settings} onChange={onChange} />;
}
