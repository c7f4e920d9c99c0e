/** A few of the records that an import would make, as they would be stored. */
import { Tabs, Table } from "@mantine/core";
import type { Json } from "#model/json.ts";
import { useFormat, type Format } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";

interface PreviewRecord {
  object: string;
  values: Record<string, Json>;
}

const MOST_COLUMNS = 8;

/** A value in short words, whatever its kind: previews hold values as the API writes them. */
function inWords(value: Json | undefined, format: Format): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((entry) => inWords(entry, format)).join(", ");
  if (typeof value !== "object")
    return typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? format.dateTime(value) : String(value);
  if (typeof value.amount === "string" && typeof value.currency === "string")
    return format.money(value.amount, value.currency);
  return inWords(
    value.title ??
      value.full ??
      value.value ??
      value.name ??
      value.number ??
      Object.values(value).filter((part) => typeof part === "string"),
    format,
  );
}

export function PreviewRecords({ records }: { records: PreviewRecord[] }) {
  const { t } = useTranslation();
  const objects = [...new Set(records.map((record) => record.object))];
  return (
    <section aria-label={t("import.preview")}>
      <h2 className="section-title">{t("import.preview")}</h2>
      <Tabs defaultValue={objects[0] ?? null} keepMounted={false}>
        <Tabs.List>
          {objects.map((object) => (
            <Tabs.Tab key={object} value={object}>
              {t(`object.${object}.plural`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {objects.map((object) => (
          <Tabs.Panel key={object} value={object}>
            <PreviewTable object={object} records={records.filter((record) => record.object === object)} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

function PreviewTable({ object, records }: { object: string; records: PreviewRecord[] }) {
  const words = useWords();
  const format = useFormat();
  const meta = useMeta();
  const fields = objectByName(meta, object)?.fields ?? [];
  const used = [...new Set(records.flatMap((record) => Object.keys(record.values)))]
    .filter((name) => name !== "lines")
    .slice(0, MOST_COLUMNS);
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={words.many(object)}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {used.map((name) => (
              <Table.Th key={name}>{words.field(object, fields.find((field) => field.name === name) ?? name)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {records.map((record, index) => (
            <Table.Tr key={index}>
              {used.map((name) => (
                <Table.Td key={name}>
                  <OwnText>{inWords(record.values[name], format)}</OwnText>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
