/** Exceptions for single fields of an object: hidden, or only read. */
import { SegmentedControl, Text } from "@mantine/core";
import { fieldAccess, type FieldAccess, type Rights } from "#model/rights.ts";
import type { MetaField, MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import { withField } from "./role-rights.ts";

const ACCESSES: FieldAccess[] = ["open", "read", "hidden"];

/** Can a role be told of it? */
export const isGuarded = (field: MetaField): boolean => field.source !== "system";

export function FieldRights({
  object,
  only,
  rights,
  fixed,
  onChange,
}: {
  object: MetaObject;
  /** Names of those that are shown; all where not said. */
  only?: readonly string[] | undefined;
  rights: Rights;
  fixed: boolean;
  onChange(rights: Rights): void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <div className="field-rights" role="group" aria-label={words.many(object)}>
      {object.fields
        .filter((field) => isGuarded(field) && (only?.includes(field.name) ?? true))
        .map((field) => {
          const label = words.field(object.name, field);
          return (
            <div key={field.name}>
              <Text size="sm">{label}</Text>
              <SegmentedControl
                size="xs"
                aria-label={label}
                disabled={fixed}
                data={ACCESSES.map((value) => ({ value, label: t(`settings.access.${value}`) }))}
                value={fieldAccess(rights, object.name, field.name)}
                onChange={(value) => onChange(withField(rights, object.name, field.name, value as FieldAccess))}
              />
            </div>
          );
        })}
    </div>
  );
}
