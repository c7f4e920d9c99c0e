/** How many records of each kind an import makes, changes and leaves. */
import { Table, Text } from "@mantine/core";
import { useFormat } from "#ui/format.tsx";
import { useTranslation } from "#web/language/language.ts";
import type { Counts } from "./import.queries.ts";

/** Who, what, and then what happened between them. */
const ORDER = ["company", "contact", "product", "order", "orderLine"];

export function CountsTable({ counts }: { counts: Counts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const place = (object: string): number => (ORDER.includes(object) ? ORDER.indexOf(object) : ORDER.length);
  const objects = Object.entries(counts.objects ?? {}).toSorted(([a], [b]) => place(a) - place(b));
  return (
    <div className="counts">
      <dl className="figures">
        <div>
          <dt>{t("import.rows")}</dt>
          <dd>{format.number(counts.rows)}</dd>
        </div>
        <div>
          <dt>{t("import.accepted")}</dt>
          <dd>{format.number(counts.accepted)}</dd>
        </div>
        <div data-bad={counts.rejected > 0 || undefined}>
          <dt>{t("import.rejected")}</dt>
          <dd>{format.number(counts.rejected)}</dd>
        </div>
      </dl>
      {objects.length > 0 && (
        <div className="scroll-x">
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("import.record")}</Table.Th>
                <Table.Th className="figure">{t("import.new")}</Table.Th>
                <Table.Th className="figure">{t("import.updated")}</Table.Th>
                <Table.Th className="figure">{t("import.unchanged")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {objects.map(([object, count]) => (
                <Table.Tr key={object}>
                  <Table.Td>{t(`object.${object}.plural`)}</Table.Td>
                  {[count.create, count.update, count.unchanged ?? 0].map((figure, index) => (
                    <Table.Td key={index} className="figure">
                      {figure === 0 ? (
                        <Text span c="dimmed">
                          0
                        </Text>
                      ) : (
                        format.number(figure)
                      )}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </div>
  );
}
