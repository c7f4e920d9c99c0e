/** Some records with what a computed field gives for them. */
import { Table, Text } from "@mantine/core";
import { viewOf } from "#fields/views.ts";
import type { MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import type { Preview } from "./preview.queries.ts";

export function PreviewRows({ object, preview }: { object: MetaObject; preview: Preview }) {
  const { t } = useTranslation();
  const words = useWords();
  const { field, records, steady } = preview;
  if (!field) return null;
  if (records.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("formula.noRecords")}
      </Text>
    );
  const { Cell } = viewOf(field.type);
  return (
    <>
      <Table aria-label={t("formula.preview")} verticalSpacing={4} fz="sm" layout="fixed">
        <Table.Tbody>
          {records.map(({ id, title, value }) => (
            <Table.Tr key={id}>
              <Table.Td className="formula-record">
                <bdi>{title ?? "—"}</bdi>
              </Table.Td>
              <Table.Td ta="end">
                {value === null ? (
                  <Text span size="sm" c="dimmed">
                    {t("formula.empty")}
                  </Text>
                ) : (
                  <Cell value={value} field={field} optionLabel={(option) => words.option(object.name, "", option)} />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {steady === false && (
        <Text size="sm" c="dimmed">
          {t("formula.notIndexed")}
        </Text>
      )}
    </>
  );
}
