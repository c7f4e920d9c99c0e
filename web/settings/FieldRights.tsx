/** Exceptions for single fields of an object: hidden, or only read. */
import { SegmentedControl, Text } from "@mantine/core";
import type { Rights } from "#model/rights.ts";
import type { MetaObject } from "#web/api/meta.ts";
import { fieldLabel } from "#web/import/targets.ts";
import { useTranslation } from "#web/language/language.ts";
import { fieldAccess, withField, type FieldAccess } from "./role-rights.ts";

const ACCESSES: FieldAccess[] = ["open", "read", "hidden"];

export function FieldRights({ object, rights, fixed, onChange }: { object: MetaObject; rights: Rights; fixed: boolean; onChange(rights: Rights): void }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="field-rights">
      {object.fields.filter((field) => field.source !== "system").map((field) => {
        const label = fieldLabel(t, i18n.language, object.name, field);
        return (
          <div key={field.name}>
            <Text size="sm">{label}</Text>
            <SegmentedControl size="xs" aria-label={label} disabled={fixed} data={ACCESSES.map((value) => ({ value, label: t(`settings.access.${value}`) }))} value={fieldAccess(rights, object.name, field.name)} onChange={(value) => onChange(withField(rights, object.name, field.name, value as FieldAccess))} />
          </div>
        );
      })}
    </div>
  );
}
