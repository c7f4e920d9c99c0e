/** What a list of records becomes: which object, new or updated, and how an existing record is found again. */
import { Select } from "@mantine/core";
import { useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import type { Mapping } from "./import.queries.ts";
import { useCurrencies } from "./places.ts";
import { keyFields } from "./targets.ts";

const MODES = ["both", "create", "update"] as const;
const REPEATS = ["merge", "skip", "keep"] as const;
const TRASHED = ["new", "restore", "skip"] as const;

export function RecordQuestions({ mapping, onChange }: { mapping: Mapping; onChange(mapping: Mapping): void }) {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const currencies = useCurrencies();
  const objects = meta.objects.filter(
    (object) => !object.childOf && !object.internal && object.rights.create && object.name !== "customer",
  );
  const setObject = (object: string): void =>
    onChange({
      ...mapping,
      object,
      key: null,
      columns: mapping.columns.map((column) =>
        column.target
          ? { ...column, target: same(column.target.field, object) ? { ...column.target, object } : null }
          : column,
      ),
    });
  const same = (field: string, object: string): boolean =>
    meta.objects
      .find((entry) => entry.name === object)
      ?.fields.some((entry) => entry.name === field && entry.access === "write") ?? false;
  return (
    <section className="questions" aria-label={t("import.questions")}>
      <div className="question-fields">
        <Select
          label={t("import.object")}
          data={objects.map((object) => ({ value: object.name, label: words.many(object) }))}
          value={mapping.object}
          allowDeselect={false}
          onChange={(object) => object && setObject(object)}
        />
        <Select
          label={t("import.mode")}
          data={MODES.map((value) => ({ value, label: t(`import.mode.${value}`) }))}
          value={mapping.mode}
          allowDeselect={false}
          onChange={(mode) => mode && onChange({ ...mapping, mode: mode as Mapping["mode"] })}
        />
        <Select
          label={t("import.key")}
          placeholder={t("import.key.none")}
          clearable
          data={keyFields(meta, mapping, words)}
          value={mapping.key}
          onChange={(key) => onChange({ ...mapping, key })}
        />
        {mapping.key !== null && (
          <Select
            label={t("import.repeats")}
            data={REPEATS.map((value) => ({ value, label: t(`import.repeats.${value}`) }))}
            value={mapping.repeats}
            allowDeselect={false}
            onChange={(repeats) => repeats && onChange({ ...mapping, repeats: repeats as Mapping["repeats"] })}
          />
        )}
        {mapping.key !== null && mapping.mode !== "create" && (
          <Select
            label={t("import.trashed")}
            data={TRASHED.map((value) => ({ value, label: t(`import.trashed.${value}`) }))}
            value={mapping.trashed}
            allowDeselect={false}
            onChange={(trashed) => trashed && onChange({ ...mapping, trashed: trashed as Mapping["trashed"] })}
          />
        )}
        <Select
          label={t("import.currency")}
          data={currencies}
          value={mapping.currency}
          searchable
          allowDeselect={false}
          onChange={(currency) => currency && onChange({ ...mapping, currency })}
        />
      </div>
    </section>
  );
}
