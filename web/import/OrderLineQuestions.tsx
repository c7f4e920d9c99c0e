/** What only a person can say of invoice lines: who the customers are, the currency, what returns and fees look like. */
import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { useTranslation } from "#web/language/language.ts";
import { FeeList } from "./FeeList.tsx";
import type { Mapping } from "./import.queries.ts";
import { useCurrencies, useTimeZones } from "./places.ts";

export function OrderLineQuestions({ mapping, onChange }: { mapping: Mapping; onChange(mapping: Mapping): void }) {
  const { t } = useTranslation();
  const currencies = useCurrencies();
  const zones = useTimeZones(mapping.timeZone);
  return (
    <section className="questions" aria-label={t("import.questions")}>
      <h2 className="section-title">{t("import.questions")}</h2>
      <div className="question-fields">
        <div>
          <span className="field-label" id="customer-kind">
            {t("import.customersAre")}
          </span>
          <SegmentedControl
            aria-labelledby="customer-kind"
            fullWidth
            data={[
              { value: "company", label: t("import.oneCompany") },
              { value: "contact", label: t("import.onePerson") },
            ]}
            value={mapping.customerKind}
            onChange={(value) => onChange(withKind(mapping, value as Mapping["customerKind"]))}
          />
        </div>
        <Select
          label={t("import.currency")}
          data={currencies}
          value={mapping.currency}
          searchable
          allowDeselect={false}
          onChange={(currency) => currency && onChange({ ...mapping, currency })}
        />
        <Select
          label={t("import.timeZone")}
          data={zones}
          value={mapping.timeZone}
          searchable
          allowDeselect={false}
          onChange={(timeZone) => timeZone && onChange({ ...mapping, timeZone })}
        />
        <TextInput
          label={t("import.cancelledPrefix")}
          description={t("import.cancelledHint")}
          value={mapping.returns?.cancelledPrefix ?? ""}
          maxLength={10}
          onChange={(event) => onChange({ ...mapping, returns: { cancelledPrefix: event.currentTarget.value } })}
        />
      </div>
      {mapping.fees.length > 0 && <FeeList mapping={mapping} onChange={onChange} />}
    </section>
  );
}

/** Customers become companies or people: columns that fill the one fill the other. */
function withKind(mapping: Mapping, customerKind: Mapping["customerKind"]): Mapping {
  const columns = mapping.columns.map((column) =>
    column.target?.object === mapping.customerKind
      ? { ...column, target: { ...column.target, object: customerKind } }
      : column,
  );
  return { ...mapping, customerKind, columns };
}
