/** The sheet in which one says what shall change on many records: a field and its value, an owner, or tags. */
import { Button, Checkbox, Drawer, Group, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "#model/json.ts";
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { fieldOf, type MetaField, type MetaObject } from "../../../api/meta.ts";
import { isEmpty } from "../../emptiness.ts";
import { FieldEditor, isWritable } from "../../FieldValue.tsx";
import { useIssueWords } from "../../issues.ts";
import { toInput } from "../../record-doings.ts";
import { useWords } from "../../words.ts";
import { previewBulk, type BulkAsk, type BulkPreview } from "./bulk.ts";

export type BulkKind = "edit" | "assign" | "links";

interface BulkSheetProps {
  object: MetaObject;
  kind: BulkKind;
  /** The records, as the API takes them. */
  selection: object;
  onStart: (ask: BulkAsk) => Promise<boolean>;
  onClose: () => void;
}

const ownerFields = ["owner", "team"];

/** The fields that each kind of change is about. */
function fieldsFor(object: MetaObject, kind: BulkKind): MetaField[] {
  const writable = object.fields.filter((field) => isWritable(object, field) && field.storage !== "children");
  if (kind === "links") return writable.filter((field) => field.storage === "links");
  if (kind === "assign")
    return writable.filter((field) => field.source === "owner" && ownerFields.includes(field.name));
  return writable.filter((field) => field.storage !== "links" && !field.unique);
}

export function BulkSheet({ object, kind, selection, onStart, onClose }: BulkSheetProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const fields = fieldsFor(object, kind);
  const [name, setName] = useState<string | null>(kind === "edit" ? null : (fields[0]?.name ?? null));
  const [value, setValue] = useState<Json>(null);
  const [empty, setEmpty] = useState(false);
  const [adds, setAdds] = useState(true);
  const [busy, setBusy] = useState(false);
  const field = name === null ? undefined : fieldOf(object, name);
  const ask =
    field && (empty || !isEmpty(value)) ? askFor(kind, field, empty ? null : value, adds, selection) : undefined;
  const preview = usePreview(object, ask);
  const start = async () => {
    if (!ask) return;
    setBusy(true);
    if (await onStart(ask)) onClose();
    setBusy(false);
  };
  const choose = (next: string | null) => {
    setName(next);
    setValue(null);
    setEmpty(false);
  };
  return (
    <Drawer opened onClose={onClose} title={t(`bulk.${kind}`)} closeButtonProps={{ "aria-label": t("frame.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <Stack>
          {fields.length > 1 && (
            <Select
              label={t("filter.field")}
              searchable
              allowDeselect={false}
              data={fields.map((one) => ({ value: one.name, label: words.field(object.name, one) }))}
              value={name}
              onChange={choose}
              data-autofocus
            />
          )}
          {kind === "links" && (
            <SegmentedControl
              aria-label={t("bulk.links")}
              value={adds ? "add" : "remove"}
              onChange={(mode) => setAdds(mode === "add")}
              data={[
                { value: "add", label: t("bulk.add") },
                { value: "remove", label: t("bulk.remove") },
              ]}
            />
          )}
          {field && !empty && (
            <FieldEditor key={field.name} object={object} field={field} value={value} onChange={setValue} />
          )}
          {field && kind !== "links" && !field.required && (
            <Checkbox
              label={t("bulk.makeEmpty")}
              checked={empty}
              onChange={(event) => setEmpty(event.currentTarget.checked)}
            />
          )}
          {ask && <Foreseen object={object} preview={preview} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("records.cancel")}
            </Button>
            <Button type="submit" disabled={!ask || preview.isError} loading={busy}>
              {preview.data
                ? t("bulk.change", {
                    count: preview.data.allowed.value,
                    number: `${format.number(preview.data.allowed.value)}${preview.data.allowed.exact ? "" : "+"}`,
                  })
                : t("bulk.changeThem")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

function askFor(kind: BulkKind, field: MetaField, value: Json, adds: boolean, selection: object): BulkAsk {
  const input = toInput(field, value);
  if (kind === "links") return { ...selection, act: adds ? "add" : "remove", field: field.name, values: input };
  if (kind === "assign") return { ...selection, act: "assign", [field.name]: input };
  return { ...selection, act: "update", patch: { [field.name]: input } };
}

function usePreview(object: MetaObject, ask: BulkAsk | undefined) {
  const [settled] = useDebouncedValue(ask && JSON.stringify(ask), 300);
  return useQuery({
    queryKey: ["bulk-preview", object.path, settled],
    queryFn: ({ signal }) => previewBulk(object.path, JSON.parse(settled!) as BulkAsk, signal),
    enabled: ask !== undefined && settled !== undefined,
    staleTime: 0,
    retry: false,
  });
}

/** What would happen: to how many, and what stands in the way of others. */
function Foreseen({
  object,
  preview,
}: {
  object: MetaObject;
  preview: { data?: BulkPreview | undefined; error: unknown };
}) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const issues = useIssueWords();
  if (preview.error)
    return (
      <Text size="sm" c="var(--bad)" role="alert">
        {issues.all(preview.error)}
      </Text>
    );
  const { data } = preview;
  if (!data) return null;
  const many = (counted: { value: number; exact: boolean }) =>
    `${format.number(counted.value)}${counted.exact ? "" : "+"}`;
  return (
    <Stack gap={4} aria-live="polite">
      <Text size="sm" c="dimmed">
        {t("bulk.foreseen", {
          allowed: many(data.allowed),
          matching: many(data.matching),
          what: words.manyInText(object),
        })}
      </Text>
      {data.problems.slice(0, 5).map((problem) => (
        <Text key={problem.id} size="xs" c="var(--bad)">
          <OwnText>{problem.title ?? "—"}</OwnText>: {problem.issues.map(issues.one).join(" · ") || problem.message}
        </Text>
      ))}
    </Stack>
  );
}
