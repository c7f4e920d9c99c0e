/** The lines of a record (of an order, say) as a table, edited as a whole. */
import { Button, Group, Stack, Table } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import { isObject, type Json, type JsonObject, type RecordJson } from "#model/json.ts";
import { ApiError } from "../../api/client.ts";
import { fieldOf, objectByName, useMeta, type MetaField, type MetaObject } from "../../api/meta.ts";
import { isEmpty } from "../emptiness.ts";
import { FieldValue, isWritable } from "../FieldValue.tsx";
import { LinesEditor, linesInput } from "../form/LinesEditor.tsx";
import { useIssueWords } from "../issues.ts";
import { useRecordDoings } from "../record-doings.ts";
import { useWords } from "../words.ts";
import classes from "./Record.module.css";

export function Lines({ object, field, record }: { object: MetaObject; field: MetaField; record: RecordJson }) {
  const { t } = useTranslation();
  const words = useWords();
  const issues = useIssueWords();
  const doings = useRecordDoings(object);
  const child = objectByName(useMeta(), String(field["object"]));
  const [draft, setDraft] = useState<Json | null>(null);
  const [error, setError] = useState<unknown>();
  if (!child) return null;
  const lines = (record[field.name] ?? []) as JsonObject[];
  const columns = child.list.columns
    .flatMap((name) => fieldOf(child, name) ?? [])
    .filter((column) => lines.some((line) => !isEmpty(line[column.name]) && !repeats(line, column.name)))
    .map((column) => ({ ...column, shownDecimals: decimalsIn(lines.map((line) => line[column.name])) }));
  const save = async () => {
    try {
      await doings.save(record, { [field.name]: linesInput(child, draft) });
      setDraft(null);
      await doings.refresh();
    } catch (problem) {
      setError(problem);
    }
  };
  const issueAt = (path: string) => {
    const issue =
      error instanceof ApiError ? error.issues.find((one) => one.path === `${field.name}.${path}`) : undefined;
    return issue && issues.one(issue);
  };
  return (
    <section className={classes.panel}>
      <Group justify="space-between" className={classes.panelHead!}>
        <h2 className={classes.panelTitle}>
          {words.field(object.name, field)} <span className={classes.number}>{lines.length}</span>
        </h2>
        {isWritable(object, field) && draft === null && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconPencil size={13} aria-hidden />}
            onClick={() => setDraft(lines)}
          >
            {t("records.editLines")}
          </Button>
        )}
      </Group>
      {draft === null ? (
        <div className={classes.tableScroll} tabIndex={0} role="region" aria-label={words.field(object.name, field)}>
          <Table verticalSpacing={5} horizontalSpacing="sm" fz="sm">
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => (
                  <Table.Th key={column.name} ta={viewOf(column.type).align ?? "start"} fw={500} c="dimmed" fz="xs">
                    {words.field(child.name, column)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {lines.map((line, place) => (
                <Table.Tr key={typeof line["id"] === "string" ? line["id"] : place}>
                  {columns.map((column) => (
                    <Table.Td key={column.name} ta={viewOf(column.type).align ?? "start"}>
                      <FieldValue object={child} field={column} value={line[column.name]} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      ) : (
        <Stack gap="sm" p="sm">
          <LinesEditor
            object={child.name}
            label={words.field(object.name, field)}
            value={draft}
            onChange={setDraft}
            issueAt={issueAt}
            error={error === undefined ? undefined : issues.all(error)}
          />
          <Group gap="xs">
            <Button size="compact-sm" onClick={() => void save()}>
              {t("records.save")}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setDraft(null)}>
              {t("records.cancel")}
            </Button>
          </Group>
        </Stack>
      )}
    </section>
  );
}

/** As many as the value with most has: numbers beneath each other show the same. */
const decimalsIn = (values: (Json | undefined)[]): number =>
  Math.max(
    0,
    ...values.map((value) => (typeof value === "string" ? (/^-?\d+\.(\d+)$/.exec(value)?.[1]?.length ?? 0) : 0)),
  );

/** Does the value only say again what a related record of the line is called? A line's description, and its product. */
function repeats(line: JsonObject, name: string): boolean {
  const value = line[name];
  return (
    typeof value === "string" &&
    Object.entries(line).some(([other, related]) => other !== name && isObject(related) && related["title"] === value)
  );
}
