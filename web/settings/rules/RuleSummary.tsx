/** A rule in plain words: "Reason must be filled when Stage is Lost". */
import type { ReactNode } from "react";
import { isPath, type BusinessRule } from "#model/business-rule.ts";
import { useFormat } from "#ui/format.tsx";
import { isObject } from "#model/json.ts";
import { OwnText } from "#ui/own-text.tsx";
import { fieldOf, useMeta, type MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { FilterText } from "#web/records/filter/FilterText.tsx";
import { fieldName, resolveField } from "#web/records/filter/targets.ts";
import { FieldValue } from "#web/records/FieldValue.tsx";
import { useWords } from "#web/records/words.ts";
import type { OwnRule } from "./rules.queries.ts";

interface RuleSummaryProps {
  object: MetaObject;
  /** The company's own, or one that follows from a type. */
  rule: OwnRule | BusinessRule;
}

export function RuleSummary({ object, rule }: RuleSummaryProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { kind, fields, when, settings } = rule;
  const [first = ""] = fields;
  const names = format.list(
    fields.map((name) => words.field(object.name, fieldOf(object, name) ?? name)),
    "unit",
  );
  return (
    <>
      {kind === "valid" ? null : (
        <strong style={{ fontWeight: 600 }}>
          <OwnText>{names}</OwnText>
        </strong>
      )}{" "}
      {t(`rules.is.${kind}`)}
      {kind === "valid" && settings?.must && (
        <>
          {" "}
          <FilterText object={object} node={settings.must} />
        </>
      )}
      {kind === "default" && (
        <>
          {" "}
          <Given object={object} rule={rule} />
        </>
      )}
      {kind === "choices" && (
        <>
          {" "}
          <OwnText>
            {format.list(
              (settings?.offers ?? []).map((option) => words.option(object.name, first, option)),
              "unit",
            )}
          </OwnText>
        </>
      )}
      {when && (
        <>
          {" "}
          {t("rules.when")} <FilterText object={object} node={when} />
        </>
      )}
    </>
  );
}

function Given({ object, rule }: RuleSummaryProps): ReactNode {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const value = rule.settings?.value;
  const field = fieldOf(object, rule.fields[0] ?? "");
  if (isPath(value)) {
    const target = resolveField(meta, object, value.from);
    return target ? fieldName(words, target, object) : <span dir="ltr">{value.from}</span>;
  }
  if (isObject(value) && "me" in value) return t("rules.given.me");
  if (isObject(value) && "now" in value) return t("rules.given.now");
  return field ? <FieldValue object={object} field={field} value={value as never} /> : null;
}
