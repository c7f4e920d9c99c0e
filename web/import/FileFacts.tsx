/** How the file was read: rows, encoding, separator, order of dates; wrong guesses are corrected here. */
import { Select } from "@mantine/core";
import { useFormat } from "#ui/format.tsx";
import { useTranslation } from "#web/language/language.ts";
import type { Detected, Import } from "./import.queries.ts";

const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "windows-1252"];
const SEPARATORS = [",", ";", "\t", "|"];
const DATE_ORDERS = ["dmy", "mdy", "ymd"] as const;

export function FileFacts({
  now,
  saving,
  onDetected,
}: {
  now: Import;
  saving: boolean;
  onDetected(change: Partial<Detected>): void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { detected } = now;
  const text = detected.format !== "xlsx";
  const encodings = ENCODINGS.includes(detected.encoding) ? ENCODINGS : [detected.encoding, ...ENCODINGS];
  return (
    <section className="facts" aria-label={t("import.fileFacts")}>
      <dl className="figures">
        <div>
          <dt>{t("import.rows")}</dt>
          <dd>{now.rows === null ? t("import.counting") : format.number(now.rows)}</dd>
        </div>
        <div>
          <dt>{t("import.columns")}</dt>
          <dd>{format.number(now.columns.length)}</dd>
        </div>
        <div>
          <dt>{t("import.size")}</dt>
          <dd>{format.bytes(now.file.size)}</dd>
        </div>
      </dl>
      <div className="fact-fields">
        {(detected.sheets?.length ?? 0) > 1 && (
          <Select
            size="xs"
            label={t("import.sheet")}
            data={detected.sheets ?? []}
            value={detected.sheet ?? null}
            disabled={saving}
            allowDeselect={false}
            onChange={(sheet) => sheet && onDetected({ sheet })}
          />
        )}
        {text && (
          <Select
            size="xs"
            label={t("import.encoding")}
            data={encodings}
            value={detected.encoding}
            disabled={saving}
            allowDeselect={false}
            onChange={(encoding) => encoding && onDetected({ encoding })}
          />
        )}
        {text && (
          <Select
            size="xs"
            label={t("import.separator")}
            data={SEPARATORS.map((value) => ({
              value,
              label: t(`import.separator.${SEPARATOR_NAMES[value] ?? "comma"}`),
            }))}
            value={detected.separator}
            disabled={saving}
            allowDeselect={false}
            onChange={(separator) => separator && onDetected({ separator })}
          />
        )}
        <Select
          size="xs"
          label={t("import.header")}
          data={[
            { value: "yes", label: t("import.header.yes") },
            { value: "no", label: t("import.header.no") },
          ]}
          value={detected.header ? "yes" : "no"}
          disabled={saving}
          allowDeselect={false}
          onChange={(value) => value && onDetected({ header: value === "yes" })}
        />
        <Select
          size="xs"
          label={t("import.dateOrder")}
          data={DATE_ORDERS.map((value) => ({ value, label: t(`import.dateOrder.${value}`) }))}
          value={detected.dateOrder}
          placeholder={t("import.noDates")}
          disabled={saving}
          allowDeselect={false}
          onChange={(value) => value && onDetected({ dateOrder: value as Detected["dateOrder"] })}
        />
        <Select
          size="xs"
          label={t("import.decimal")}
          data={[
            { value: ".", label: t("import.decimal.point") },
            { value: ",", label: t("import.decimal.comma") },
          ]}
          value={detected.decimal}
          disabled={saving}
          allowDeselect={false}
          onChange={(value) => value && onDetected({ decimal: value as Detected["decimal"] })}
        />
      </div>
    </section>
  );
}

const SEPARATOR_NAMES: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };
