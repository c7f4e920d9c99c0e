/** Edits one fact in place; where someone else saved meanwhile, shows both values and lets one choose. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Json, JsonObject, RecordJson } from "#model/json.ts";
import { useFormat } from "#ui/format.tsx";
import { RECORD_TYPE } from "#model/record-type.ts";
import { api, ApiError } from "../../api/client.ts";
import { fieldOf, useMeta, type MetaField, type MetaObject } from "../../api/meta.ts";
import { isEmpty } from "../emptiness.ts";
import { FieldEditor, FieldValue, isWritable } from "../FieldValue.tsx";
import { useIssueWords } from "../issues.ts";
import { useRecordDoings } from "../record-doings.ts";
import { useUnfinished } from "../form/unfinished.ts";
import { keys } from "../records.queries.ts";
import { notOffered } from "../record-type.ts";
import { useRuled } from "../rules/ruled.ts";
import { useWords } from "../words.ts";

interface FactEditorProps {
  object: MetaObject;
  field: MetaField;
  record: RecordJson;
  onDone: () => void;
}

export function FactEditor({ object, field, record, onDone }: FactEditorProps) {
  const { t } = useTranslation();
  const issues = useIssueWords();
  const doings = useRecordDoings(object);
  const queries = useQueryClient();
  const { slug } = useMeta().workspace;
  const words = useWords();
  const format = useFormat();
  const [value, setValue] = useState<Json>(record[field.name] ?? null);
  const [more, setMore] = useState<JsonObject>({});
  const ruled = useRuled(object, record, { ...record, ...more, [field.name]: value });
  const before = useRuled(object, record, record);
  // What the new value needs is asked for at once, instead of refusing it.
  const missing = object.fields.filter(
    (each) =>
      each.name !== field.name &&
      ruled.needed.has(each.name) &&
      !before.needed.has(each.name) &&
      isEmpty(record[each.name]) &&
      isWritable(object, each),
  );
  /** What a record of the chosen type could not be given; it stays until somebody changes it. */
  const unoffered = (next: Json) => (field.name === RECORD_TYPE ? notOffered(object, next, record) : []);
  const stays = unoffered(value);
  const [error, setError] = useState<unknown>();
  const [theirs, setTheirs] = useState<RecordJson>();
  const [busy, setBusy] = useState(false);
  const unfinished = useUnfinished();

  /** A choice that asks for more is not saved before that is there, nor one with which something stays that it does not offer before that is read. */
  const commit = (next: Json) => {
    const asksMore = [...ruled.neededWith({ [field.name]: next })].some(
      (name) => name !== field.name && !before.needed.has(name) && isEmpty(record[name]) && isEmpty(more[name]),
    );
    if (!asksMore && unoffered(next).length === 0) void save(next);
  };
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (missing.length > 0) end.current?.scrollIntoView({ block: "nearest" });
  }, [missing.length]);
  const save = async (typed: Json, base: RecordJson = record) => {
    setBusy(true);
    setError(undefined);
    let next = typed;
    try {
      const settled = await unfinished.settle();
      next = settled[field.name] ?? typed;
      if (JSON.stringify(next) === JSON.stringify(base[field.name] ?? null)) return onDone();
      await doings.save(base, { ...more, ...settled, [field.name]: next });
      onDone();
    } catch (problem) {
      if (problem instanceof ApiError && problem.status === 412) await meet(next);
      else setError(problem);
    } finally {
      setBusy(false);
    }
  };
  /** Others changed the record: another field of it does not concern this one, the same field does. */
  const meet = async (mine: Json) => {
    const fresh = await api.get<RecordJson>(`/${object.path}/${record.id}`);
    queries.setQueryData(keys.record(slug, object.path, record.id), fresh);
    if (JSON.stringify(fresh[field.name] ?? null) === JSON.stringify(record[field.name] ?? null))
      await save(mine, fresh);
    else setTheirs(fresh);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onDone();
    }
    const area = event.target instanceof HTMLTextAreaElement;
    const choosing = event.target instanceof HTMLElement && event.target.getAttribute("aria-expanded") === "true";
    if (
      event.key === "Enter" &&
      !choosing &&
      !(event.target instanceof HTMLButtonElement) &&
      (!area || event.ctrlKey || event.metaKey)
    ) {
      event.preventDefault();
      void save(value);
    }
  };
  if (theirs)
    return (
      <Alert color="yellow" variant="light" p="xs" role="alert">
        <Stack gap={6}>
          <Text size="xs">{t("record.conflict")}</Text>
          <Text size="xs">
            {t("record.theirs")}:{" "}
            {isEmpty(theirs[field.name]) ? (
              "–"
            ) : (
              <FieldValue object={object} field={field} value={theirs[field.name]} />
            )}
          </Text>
          <Text size="xs">
            {t("record.mine")}: {isEmpty(value) ? "–" : <FieldValue object={object} field={field} value={value} />}
          </Text>
          <Group gap="xs">
            <Button size="compact-xs" loading={busy} onClick={() => void save(value, theirs)}>
              {t("record.keepMine")}
            </Button>
            <Button size="compact-xs" variant="default" onClick={onDone}>
              {t("record.keepTheirs")}
            </Button>
          </Group>
        </Stack>
      </Alert>
    );
  return (
    <Stack gap={6} onKeyDown={onKeyDown}>
      <FieldEditor
        object={object}
        field={ruled.asked(field)}
        value={value}
        onChange={setValue}
        onCommit={commit}
        onUnfinished={unfinished.of(field.name)}
        compact
        autoFocus
        error={
          error === undefined || missing.some((each) => issues.at(error, each.name))
            ? undefined
            : (issues.at(error, field.name) ??
              issues.all(error, (path) => words.field(object.name, fieldOf(object, path) ?? path)))
        }
      />
      {stays.length > 0 && (
        <Text size="xs" role="status">
          {t("record.notOffered", {
            fields: format.list(
              stays.map((each) => words.field(object.name, each)),
              "unit",
            ),
          })}
        </Text>
      )}
      {missing.map((each) => (
        <FieldEditor
          key={each.name}
          object={object}
          field={ruled.asked(each)}
          value={more[each.name] ?? null}
          error={issues.at(error, each.name)}
          onUnfinished={unfinished.of(each.name)}
          onChange={(next) => setMore((old) => ({ ...old, [each.name]: next }))}
        />
      ))}
      <Group gap="xs" ref={end}>
        <Button size="compact-xs" loading={busy} onClick={() => void save(value)}>
          {t("records.save")}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onDone}>
          {t("records.cancel")}
        </Button>
      </Group>
    </Stack>
  );
}
