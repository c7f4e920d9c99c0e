/** Rows that cannot come in, each with its column and the reason; all of them in a file. */
import { Button, Table, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { apiAddress, currentWorkspace } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import type { Import } from "./import.queries.ts";

export function IssueList({ now }: { now: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { one } = useIssueWords();
  if (!now.counts || now.counts.rejected === 0) return <Text c="var(--good)">{t("import.noRejects")}</Text>;
  if (now.forgotten) return <Text c="dimmed">{t("import.rejectsGone")}</Text>;
  const column = (name: string | number | undefined): string =>
    typeof name === "number" ? (now.columns.find((entry) => entry.index === name)?.name ?? String(name)) : (name ?? "");
  return (
    <div>
      <div className="section-head">
        <h2 className="section-title">{t("import.rejects")}</h2>
        <Button
          component="a"
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} />}
          href={apiAddress(`/imports/${now.id}/rejects.csv`, { workspace: currentWorkspace() })}
          download
        >
          {t("import.download")}
        </Button>
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t("import.rejects")}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th className="figure">{t("import.row")}</Table.Th>
              <Table.Th>{t("import.column")}</Table.Th>
              <Table.Th>{t("import.value")}</Table.Th>
              <Table.Th>{t("import.reason")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {now.issuesSample.map((issue, index) => (
              <Table.Tr key={index}>
                <Table.Td className="figure">{format.number(issue.row)}</Table.Td>
                <Table.Td>
                  <OwnText>{column(issue.column)}</OwnText>
                </Table.Td>
                <Table.Td>
                  <OwnText>{issue.value ?? ""}</OwnText>
                </Table.Td>
                <Table.Td>{one({ path: "", ...issue })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
