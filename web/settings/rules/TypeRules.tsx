/** The rules that follow from the types of an object's records: there to read beside the company's own, and changed with the types. */
import { Text } from "@mantine/core";
import type { MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { RuleSummary } from "./RuleSummary.tsx";

export function TypeRules({ object }: { object: MetaObject }) {
  const { t } = useTranslation();
  const rules = (object.rules ?? []).filter(({ kind, ofType }) => kind === "choices" && ofType);
  if (rules.length === 0) return null;
  return (
    <section>
      <h2>{t("rules.ofTypes")}</h2>
      <Text size="sm" c="dimmed" mb="xs">
        {t("rules.ofTypesHint")}
      </Text>
      <ul className="rule-list">
        {rules.map((rule) => (
          <li key={rule.id} className="rule">
            <Text size="sm" component="div">
              <RuleSummary object={object} rule={rule} />
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
