/** Imports answers: how do I bring data in, and what has been brought in already? */
import { Button, Progress, Table, Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type DragEvent } from "react";
import { useFormat, When } from "#ui/format.tsx";
import { Ltr } from "#ui/own-text.tsx";
import { ErrorState, LinesSkeleton } from "#ui/states.tsx";
import { api } from "#web/api/client.ts";
import { Page } from "#web/frame/Page.tsx";
import { useRecordLinks } from "#web/insight/links.ts";
import { StatusMark, type Standing } from "#web/jobs/StatusMark.tsx";
import { useTranslation } from "#web/language/language.ts";
import { paths } from "#web/paths.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { useImports, type Import, type ImportStatus } from "./import.queries.ts";
import "./import.css";

const ACCEPTED = ".csv,.tsv,.txt,.xlsx,.zip,.gz";
const STANDINGS: Record<ImportStatus, Standing> = {
  read: "idle",
  checking: "busy",
  checked: "idle",
  running: "busy",
  paused: "idle",
  done: "good",
  failed: "bad",
  cancelled: "idle",
};

interface Sending {
  name: string;
  /** 0 to 1. */
  share: number;
}

export function ImportsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const links = useRecordLinks();
  const queries = useQueryClient();
  const issues = useIssueWords();
  const imports = useImports();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<Sending | null>(null);
  const [refused, setRefused] = useState<string | null>(null);

  const send = async (files: File[]): Promise<void> => {
    setRefused(null);
    let last: Import | undefined;
    try {
      for (const file of files) {
        const form = new FormData();
        form.append("file", file);
        setSending({ name: file.name, share: 0 });
        last = await api.upload<Import>("/imports", form, (share) => setSending({ name: file.name, share }));
        queries.setQueryData(["imports", last.id], last);
      }
    } catch (error) {
      setRefused(issues.all(error));
    }
    setSending(null);
    await queries.invalidateQueries({ queryKey: ["imports"], exact: true });
    if (last && files.length === 1) links.go(paths.import(links.slug, last.id));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void send([...event.dataTransfer.files]);
  };
  const rows = imports.data?.data ?? [];

  return (
    <Page title={t("import.title")} subtitle={t("import.question")} width="wide">
      <div
        className="imports"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={(event) => event.currentTarget === event.target && setOver(false)}
        onDrop={drop}
      >
        <section className="drop" aria-label={t("import.drop")}>
          <IconFileUpload size={32} stroke={1.4} aria-hidden />
          {sending ? (
            <div className="sending" role="status">
              <Text>
                {t(sending.share < 1 ? "import.sending" : "import.reading")} <Ltr>{sending.name}</Ltr>
              </Text>
              <Progress
                value={sending.share * 100}
                animated={sending.share >= 1}
                striped={sending.share >= 1}
                aria-label={t("import.sending")}
              />
              <Text size="xs" c="dimmed">
                {format.share(sending.share)}
              </Text>
            </div>
          ) : (
            <>
              <h2>{t("import.drop")}</h2>
              <Text c="dimmed" maw="34rem">
                {t("import.dropHint")}
              </Text>
              <Button onClick={() => input.current?.click()}>{t("import.choose")}</Button>
              <input
                ref={input}
                type="file"
                multiple
                accept={ACCEPTED}
                hidden
                data-testid="import-file"
                onChange={(event) => {
                  void send([...(event.currentTarget.files ?? [])]);
                  event.currentTarget.value = "";
                }}
              />
            </>
          )}
          {refused && (
            <Text role="alert" c="var(--bad)">
              {refused}
            </Text>
          )}
        </section>
        {imports.isPending ? (
          <LinesSkeleton />
        ) : imports.error ? (
          <ErrorState
            title={t("import.listFailed")}
            again={{ label: t("import.again"), act: () => void imports.refetch() }}
          >
            {imports.error.message}
          </ErrorState>
        ) : (
          rows.length > 0 && <ImportList rows={rows} />
        )}
      </div>
    </Page>
  );
}

function ImportList({ rows }: { rows: Import[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const links = useRecordLinks();
  return (
    <section aria-label={t("import.earlier")}>
      <h2 className="section-title">{t("import.earlier")}</h2>
      <div className="scroll-x">
        <Table highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("import.file")}</Table.Th>
              <Table.Th>{t("import.status")}</Table.Th>
              <Table.Th className="figure">{t("import.rows")}</Table.Th>
              <Table.Th className="figure">{t("import.rejected")}</Table.Th>
              <Table.Th>{t("import.when")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>
                  <a className="link" {...links.at(paths.import(links.slug, row.id))}>
                    <Ltr>{row.file.name}</Ltr>
                  </a>
                </Table.Td>
                <Table.Td>
                  <StatusMark standing={STANDINGS[row.status]}>{t(`import.status.${row.status}`)}</StatusMark>
                </Table.Td>
                <Table.Td className="figure">{row.rows === null ? "–" : format.number(row.rows)}</Table.Td>
                <Table.Td className="figure">{row.counts ? format.number(row.counts.rejected) : "–"}</Table.Td>
                <Table.Td>{row.createdAt && <When at={row.createdAt} />}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
