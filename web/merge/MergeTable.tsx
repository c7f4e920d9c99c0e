/** The records as columns, the fields in which they differ as rows; each row says which value stays. */
import { Radio } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { OwnText } from "#ui/own-text.tsx";
import type { MetaField, MetaObject } from "../api/meta.ts";
import { isEmpty } from "../records/emptiness.ts";
import { FieldValue } from "../records/FieldValue.tsx";
import { titleOf } from "../records/titles.ts";
import { useWords } from "../records/words.ts";
import type { MergePreview } from "./merge.queries.ts";

interface MergeTableProps {
  object: MetaObject;
  preview: MergePreview;
  /** Ids in the order of the columns: they stay where they are, whichever record is kept. */
  order: readonly string[];
  into: string;
  take: Readonly<Record<string, string>>;
  onInto: (id: string) => void;
  onTake: (field: string, id: string) => void;
  onJoin: (field: string) => void;
}

export function MergeTable({ object, preview, order, into, onInto, ...choice }: MergeTableProps) {
  const { t } = useTranslation();
  const words = useWords();
  const records = order.flatMap((id) => preview.records.find((record) => record.id === id) ?? []);
  const fields = preview.differing.flatMap((name) => object.fields.find((field) => field.name === name) ?? []);
  return (
    <div className="merge-scroll">
      <table className="merge-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="merge-quiet">{t("merge.stays")}</span>
            </th>
            {records.map((record) => (
              <th key={record.id} scope="col" data-stays={record.id === into || undefined}>
                <Radio
                  name="into"
                  checked={record.id === into}
                  onChange={() => onInto(record.id)}
                  label={<OwnText>{titleOf(object, record) || words.one(object.name)}</OwnText>}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.length === 0 && (
            <tr>
              <td colSpan={records.length + 1} className="merge-quiet">
                {t("merge.alike")}
              </td>
            </tr>
          )}
          {fields.map((field) => (
            <FieldRow
              key={field.name}
              object={object}
              field={field}
              records={records}
              preview={preview}
              into={into}
              {...choice}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FieldRowProps extends Pick<MergeTableProps, "object" | "preview" | "into" | "take" | "onTake" | "onJoin"> {
  field: MetaField;
  records: MergePreview["records"];
}

function FieldRow({ object, field, records, preview, into, take, onTake, onJoin }: FieldRowProps) {
  const { t } = useTranslation();
  const words = useWords();
  const joined = preview.joined.includes(field.name);
  const own = records.find((record) => record.id === into);
  // Without a choice the one that stays keeps its value; where it has none, the first that has gives its own.
  const usual = own && !isEmpty(own[field.name]) ? own : records.find((record) => !isEmpty(record[field.name]));
  const chosen = take[field.name] ?? (joined ? undefined : usual?.id);
  const label = words.field(object.name, field);
  return (
    <tr>
      <th scope="row">
        {label}
        {joined && (
          <Radio
            mt={4}
            size="xs"
            name={field.name}
            checked={chosen === undefined}
            onChange={() => onJoin(field.name)}
            label={t("merge.together")}
          />
        )}
      </th>
      {records.map((record) => {
        const value = record[field.name];
        const empty = isEmpty(value);
        const taken = chosen === record.id || (chosen === undefined && !empty);
        return (
          <td key={record.id} data-taken={taken || undefined}>
            <Radio
              name={field.name}
              checked={chosen === record.id}
              onChange={() => onTake(field.name, record.id)}
              aria-label={`${label}: ${titleOf(object, record)}`}
              label={
                empty ? (
                  <span className="merge-quiet">{t("merge.empty")}</span>
                ) : (
                  <FieldValue object={object} field={field} value={value} roomy />
                )
              }
            />
          </td>
        );
      })}
    </tr>
  );
}
