/** A field for each column that is left out: what it is called and what kind it is, proposed and open to change; all are made in one step. */
import { Checkbox, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { OwnText } from "#ui/own-text.tsx";
import { useFormat } from "#ui/format.tsx";
import { api } from "#web/api/client.ts";
import { ApiError, type Problem } from "#web/api/problem.ts";
import { DraftSheet } from "#web/frame/DraftSheet.tsx";
import { useDrafted } from "#web/frame/drafts.ts";
import { useSay } from "#web/insight/say.ts";
import { useLanguage, useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { useWords } from "#web/records/words.ts";
import { FormEnd } from "#web/settings/FormEnd.tsx";
import { useUndoable } from "#web/settings/settings.queries.ts";
import { useKindChoices } from "#web/settings/shape/KindSelect.tsx";
import { canBeRead, hasOptions, hasTarget, KINDS } from "#web/settings/shape/kinds.ts";
import { optionsOf, saidOf } from "#web/settings/shape/said.ts";
import type { OwnField } from "#web/settings/shape/shape.queries.ts";
import type { Column } from "./import.queries.ts";
import type { Filling } from "./mapping.ts";

interface NewFieldsSheetProps {
  id: string;
  object: string;
  columns: readonly Column[];
  onMade(made: Filling[]): void;
  onClose(): void;
}

interface Wanted {
  column: Column;
  name: string;
  type: string;
  chosen: boolean;
}

const proposed = (column: Column): Wanted => ({
  column,
  name: column.name.slice(0, LONGEST),
  type: column.like?.type ?? "text",
  chosen: true,
});

interface Result {
  record?: OwnField;
  problem?: Problem;
}

const LONGEST = 80;

/** Kinds that need to be told nothing but their words. */
const PLAIN = KINDS.filter((kind) => canBeRead(kind) && !hasOptions(kind) && !hasTarget(kind));

export function NewFieldsSheet({ onClose, ...rest }: NewFieldsSheetProps) {
  const say = useSay();
  const words = useWords();
  return (
    <DraftSheet
      id={`fields of import ${rest.id}`}
      size="lg"
      title={say("import.newFields", { object: words.inText(rest.object) })}
      onClose={onClose}
    >
      {(end) => <NewFieldsForm {...rest} onEnd={end} />}
    </DraftSheet>
  );
}

function NewFieldsForm({ object, columns, onMade, onEnd }: Omit<NewFieldsSheetProps, "onClose"> & { onEnd(): void }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const issues = useIssueWords();
  const { language } = useLanguage();
  const [said, setSaid] = useDrafted<Record<number, Partial<Wanted>>>("said", {});
  const [faults, setFaults] = useState<ReadonlyMap<number, string>>(new Map());
  const wanted = columns.map((column): Wanted => ({ ...proposed(column), ...said[column.index] }));
  const chosen = wanted.filter((each) => each.chosen);
  const make = useUndoable(
    (asked: readonly Wanted[], operation) =>
      api.post<{ results: Result[] }>(
        "/custom-fields/batch",
        { operations: asked.map((each) => ({ op: "create", data: dataOf(object, each, language) })) },
        { operation },
      ),
    () => t("import.fieldsMade"),
  );
  const change = (index: number, more: Partial<Wanted>): void =>
    setSaid({ ...said, [index]: { ...said[index], ...more } });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate(chosen, {
      onSuccess: ({ results }) => {
        const made = chosen.flatMap(({ column: { index } }, place): Filling[] => {
          const field = results[place]?.record?.name;
          return field === undefined ? [] : [{ index, target: { object, field } }];
        });
        if (made.length > 0) onMade(made);
        if (made.length === chosen.length) return onEnd();
        const refused = results.flatMap(({ problem }, place) =>
          problem ? [[chosen[place]!.column.index, issues.all(new ApiError(problem))] as const] : [],
        );
        setFaults(new Map(refused));
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("import.newFieldsHint")}
        </Text>
        <ul className="new-fields">
          {wanted.map((each) => (
            <Row
              key={each.column.index}
              wanted={each}
              fault={faults.get(each.column.index)}
              onChange={(more) => change(each.column.index, more)}
            />
          ))}
        </ul>
        <FormEnd
          problem={make.error && issues.all(make.error)}
          label={say("import.makeThem", { count: chosen.length, shown: format.number(chosen.length) })}
          busy={make.isPending}
          disabled={chosen.length === 0}
          onCancel={onEnd}
        />
      </Stack>
    </form>
  );
}

interface RowProps {
  wanted: Wanted;
  fault: string | undefined;
  onChange(more: Partial<Wanted>): void;
}

function Row({ wanted: { column, name, type, chosen }, fault, onChange }: RowProps) {
  const { t } = useTranslation();
  const say = useSay();
  const kinds = useKindChoices(column.like?.options ? [...PLAIN, column.like.type] : PLAIN);
  const offers = hasOptions(type) ? column.like?.options : undefined;
  return (
    <li>
      <Checkbox
        aria-label={say("import.makeOne", { column: column.name })}
        checked={chosen}
        onChange={(event) => onChange({ chosen: event.currentTarget.checked })}
      />
      <TextInput
        aria-label={say("import.nameOf", { column: column.name })}
        dir="auto"
        required={chosen}
        disabled={!chosen}
        maxLength={LONGEST}
        value={name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Select
        aria-label={say("import.kindOf", { column: column.name })}
        data={kinds}
        value={type}
        disabled={!chosen}
        searchable
        allowDeselect={false}
        onChange={(kind) => kind && onChange({ type: kind })}
      />
      <Text size="xs" c="dimmed" className="new-field-notes samples">
        {offers && <span>{t("shape.options")}</span>}
        {(offers ?? column.samples).map((sample) => (
          <OwnText key={sample} className="sample">
            {sample}
          </OwnText>
        ))}
      </Text>
      {fault && (
        <Text role="alert" size="xs" c="var(--bad)" className="new-field-notes">
          {fault}
        </Text>
      )}
    </li>
  );
}

/** As `POST /custom-fields` takes it. */
function dataOf(object: string, { column, name, type }: Wanted, language: string) {
  const options = optionsOf(column.like?.options ?? [], language);
  return { object, label: { [language]: name }, type, settings: saidOf(type, { index: true }, options) };
}
