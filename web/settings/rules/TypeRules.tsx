/** The rules that follow from the types of an object's records: there to read beside the company's own, and changed with the types. */
import { Text } from "@mantine/core";
import type { BusinessRule } from "#model/business-rule.ts";
import { OwnText } from "#ui/own-text.tsx";
import { fieldOf, type MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { FilterText } from "#web/records/filter/FilterText.tsx";
import { useWords } from "#web/records/words.ts";

export function TypeRules({ object }: { object: MetaObject }) {
  const { t } = useTranslation();
  // The one without a condition says which types somebody may give at all.
  const rules = (object.rules ?? []).filter(({ kind, when }) => kind === "choices" && when);
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
            <Offered object={object} rule={rule} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Offered({ object, rule: { fields, when, settings } }: { object: MetaObject; rule: BusinessRule }) {
  const { t } = useTranslation();
  const words = useWords();
  const [name = ""] = fields;
  const offers = (settings.offers ?? []).map((option) => words.option(object.name, name, option)).join(", ");
  return (
    <Text size="sm" component="div">
      <strong style={{ fontWeight: 600 }}>
        <OwnText>{words.field(object.name, fieldOf(object, name) ?? name)}</OwnText>
      </strong>{" "}
      {t("rules.is.choices")} <OwnText>{offers}</OwnText>
      {when && (
        <>
          {" "}
          {t("rules.when")} <FilterText object={object} node={when} />
        </>
      )}
    </Text>
  );
}
