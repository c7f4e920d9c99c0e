/** The form that makes a record: the few fields that matter first, all of them when asked for. */
import { Alert, Button, Group, SimpleGrid, Stack, Title } from "@mantine/core";
import { useMemo, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import type { Json, JsonObject, RecordJson } from "#model/json.ts";
import type { ToastAction } from "#ui/toast.tsx";
import { ApiError } from "../../api/client.ts";
import { fieldOf, objectByName, useMeta, type Meta, type MetaField, type MetaObject } from "../../api/meta.ts";
import { useDrafted } from "../../frame/drafts.ts";
import { isEmpty } from "../emptiness.ts";
import { FieldEditor } from "../FieldValue.tsx";
import { useIssueWords } from "../issues.ts";
import { asOfType, laidOut, openTypes, typeField } from "../record-type.ts";
import { useRecordDoings } from "../record-doings.ts";
import { useRuled, type Ruled } from "../rules/ruled.ts";
import { headingOf, useWords, type Words } from "../words.ts";
import { isAskable } from "./askable.ts";
import { linesInput } from "./LinesEditor.tsx";
import { useUnfinished } from "./unfinished.ts";
import { TypeChoice } from "./TypeChoice.tsx";
import { MaybeSame } from "./MaybeSame.tsx";

interface RecordFormProps {
  object: MetaObject;
  values?: JsonObject | undefined;
  /** What can be done with the new record, offered with the word that it is there. */
  more?: (record: RecordJson) => ToastAction;
  onDone: (record: RecordJson) => void;
  onCancel: () => void;
}

const fillable = (field: MetaField | undefined): field is MetaField =>
  field !== undefined && field.access === "write" && isAskable(field);

/** Literal defaults and the acting user are shown; "now" is left to the server, which knows it best. */
function defaultsOf(object: MetaObject, meta: Meta): JsonObject {
  const values: JsonObject = {};
  for (const field of object.fields) {
    if (!fillable(field) || field.default === undefined || field.default === null) continue;
    if (typeof field.default !== "object") values[field.name] = field.default;
    else if (!Array.isArray(field.default) && field.default["me"] === true)
      values[field.name] = { id: meta.me.id, title: meta.me.name };
  }
  return values;
}

/** The groups to show: the first fields alone with what is given already, or the whole layout. */
function groupsOf(
  object: MetaObject,
  given: readonly string[],
  all: boolean,
  words: Words,
  { needed, locked, hidden }: Ruled,
): { name: string; title?: string; fields: MetaField[] }[] {
  const named = (names: string[]) =>
    names
      .map((name) => fieldOf(object, name))
      .filter(fillable)
      // Of which type it shall be is asked before all else.
      .filter(({ name }) => !locked.has(name) && !hidden.has(name) && name !== typeField(object)?.name);
  const required = object.fields
    .filter((field) => fillable(field) && field.required && field.default === undefined)
    .map((field) => field.name);
  if (!all) return [{ name: "", fields: named([...new Set([...object.create, ...given, ...required, ...needed])]) }];
  return object.layout
    .map((group) => ({ name: group.name, title: headingOf(words, object.name, group), fields: named(group.fields) }))
    .filter(({ fields }) => fields.length > 0);
}

function inputOf(object: MetaObject, values: JsonObject, meta: Meta): JsonObject {
  const entries = Object.entries(values).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(
    entries.map(([name, value]): [string, Json] => {
      const field = fieldOf(object, name);
      const child = field?.storage === "children" ? objectByName(meta, String(field["object"])) : undefined;
      return [name, child ? linesInput(child, value) : value];
    }),
  );
}

/** What tells one record from another stands in its own columns: neither lines nor whose it is. */
const typed = (object: MetaObject, values: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(values).filter(([name]) => {
      const field = fieldOf(object, name);
      return field?.source === "own" && field.storage === "columns";
    }),
  );

export function RecordForm({ object: whole, values: given, more, onDone, onCancel }: RecordFormProps) {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const issues = useIssueWords();
  const { create } = useRecordDoings(whole);
  const defaults = useMemo(() => defaultsOf(whole, meta), [whole, meta]);
  /** What a person said; what the rules and definitions fill in stands below it. */
  const [said, setSaid] = useDrafted<JsonObject>("said", () => ({ ...given }));
  const [all, setAll] = useState(false);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const unfinished = useUnfinished();
  const ruled = useRuled(whole, null, said);
  const values: JsonObject = { ...defaults, ...ruled.given, ...said };
  const kind = typeField(whole);
  const open = openTypes(whole);
  const choosing = kind !== undefined && fillable(kind) && open.length > 1;
  const type = kind && values[kind.name];
  const object = laidOut(whole, type);
  const groups = groupsOf(object, Object.keys(given ?? {}), all, words, ruled);
  const shown = new Set([
    ...groups.flatMap(({ fields }) => fields.map((field) => field.name)),
    ...(choosing ? [kind.name] : []),
  ]);
  const elsewhere =
    error instanceof ApiError ? error.issues.filter((issue) => !shown.has(issue.path.split(".")[0]!)) : [];

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const entries = Object.entries({ ...values, ...(await unfinished.settle()) }).filter(
        ([name]) => !ruled.locked.has(name) && !ruled.hidden.has(name),
      );
      onDone(await create(inputOf(object, Object.fromEntries(entries), meta), more));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const issueAt = (path: string) => {
    const issue = error instanceof ApiError ? error.issues.find((one) => one.path === path) : undefined;
    return issue && issues.one(issue);
  };
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Stack gap="lg">
        {choosing && (
          <TypeChoice
            object={object}
            field={kind}
            open={open}
            value={typeof type === "string" ? type : null}
            error={issueAt(kind.name)}
            onChange={(next) => setSaid((old) => asOfType(whole, next, old))}
          />
        )}
        {groups.map(({ name, title, fields }) => (
          <Stack key={name} gap="sm">
            {title && <Title order={2}>{title}</Title>}
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
              {fields.map((field, place) => (
                <div
                  key={field.name}
                  style={field.storage === "children" || viewOf(field.type).wide ? { gridColumn: "1 / -1" } : undefined}
                >
                  <FieldEditor
                    object={object}
                    field={ruled.asked(field)}
                    value={values[field.name] ?? null}
                    autoFocus={place === 0 && !all}
                    error={field.storage === "children" ? issueAt(field.name) : issues.at(error, field.name)}
                    onUnfinished={unfinished.of(field.name)}
                    issueAt={(part) => issueAt(`${field.name}.${part}`)}
                    onChange={(value) => setSaid((old) => ({ ...old, [field.name]: value }))}
                  />
                </div>
              ))}
            </SimpleGrid>
          </Stack>
        ))}
        <MaybeSame object={object} values={inputOf(object, typed(object, values), meta)} />
        {error !== undefined && (elsewhere.length > 0 || !(error instanceof ApiError) || error.issues.length === 0) && (
          <Alert color="red" variant="light" role="alert">
            {elsewhere.length > 0
              ? elsewhere.map((issue) => {
                  const name = issue.path.split(".")[0]!;
                  return (
                    <div key={issue.path}>
                      {name
                        ? `${words.field(object.name, fieldOf(object, name) ?? name)}: ${issues.one(issue)}`
                        : issues.one(issue)}
                    </div>
                  );
                })
              : issues.all(error)}
          </Alert>
        )}
        <Group justify="space-between">
          <Group gap="xs">
            <Button type="submit" loading={busy}>
              {t("records.createOne", { what: words.one(object.name) })}
            </Button>
            <Button variant="default" onClick={onCancel}>
              {t("records.cancel")}
            </Button>
          </Group>
          <Button variant="subtle" color="gray" onClick={() => setAll(!all)} aria-expanded={all}>
            {t(all ? "records.fewFields" : "records.allFields")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
