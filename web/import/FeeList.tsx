/** Codes that look like fees rather than goods (postage, bank charges): proposed, a person confirms. */
import { Checkbox, Table, Text } from "@mantine/core";
import { useFormat } from "#ui/format.tsx";
import { Ltr, OwnText } from "#ui/own-text.tsx";
import { useTranslation } from "#web/language/language.ts";
import type { Mapping } from "./import.queries.ts";
import { withFee } from "./mapping.ts";
import { useSay } from "#web/insight/say.ts";

export function FeeList({ mapping, onChange }: { mapping: Mapping; onChange(mapping: Mapping): void }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const marked = mapping.fees.filter((fee) => fee.fee).length;
  return (
    <div className="fees">
      <h3>{t("import.fees")}</h3>
      <Text size="sm" c="dimmed">
        {say("import.feesHint", {
          count: marked,
          shown: format.number(marked),
          total: format.number(mapping.fees.length),
        })}
      </Text>
      <div className="scroll-x">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("import.feeCode")}</Table.Th>
              <Table.Th>{t("import.description")}</Table.Th>
              <Table.Th className="figure">{t("import.lines")}</Table.Th>
              <Table.Th className="figure">{t("import.amount")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {mapping.fees.map((fee) => (
              <Table.Tr key={fee.code}>
                <Table.Td>
                  <Checkbox
                    checked={fee.fee}
                    label={<Ltr>{fee.code}</Ltr>}
                    onChange={(event) => onChange(withFee(mapping, fee.code, event.currentTarget.checked))}
                  />
                </Table.Td>
                <Table.Td>
                  <OwnText>{fee.description}</OwnText>
                </Table.Td>
                <Table.Td className="figure">{format.number(fee.lines)}</Table.Td>
                <Table.Td className="figure">{format.money(fee.amount, mapping.currency)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
