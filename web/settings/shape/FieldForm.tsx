/** Makes a field or changes one: what it is called, what kind of value it holds, and what is asked of the value. */
import { Checkbox, Select, Skeleton, Stack, Text } from "@mantine/core";
import { lazy, Suspense, useState, type FormEvent, type MouseEvent } from "react";
import { objectByName, useMeta, type MetaObject } from "#web/api/meta.ts";
import { useDrafted } from "#web/frame/drafts.ts";
import { useLanguage, useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { canBeSearched, canBeUnique, hasOptions, hasTarget, isGiven, isReckoned, KINDS } from "./kinds.ts";
import { ConversionNotice } from "./ConversionNotice.tsx";
import { useConversionPreview, useConvert } from "./conversion.queries.ts";
import { KindSelect } from "./KindSelect.tsx";
import { KindSettings } from "./KindSettings.tsx";
import { PageOf } from "../layouts/PageOf.tsx";
import { EVERYONE } from "../layouts/placing.ts";
import { FigureOffer } from "./FigureOffer.tsx";
import { FormEnd } from "../FormEnd.tsx";
import { LabelInputs } from "./LabelInputs.tsx";
import { useMakeField } from "./make-field.ts";
import { OptionsInput } from "./OptionsInput.tsx";
import { asOptions, optionsOf, saidOf } from "./said.ts";
import { StageSelect } from "./StageSelect.tsx";
import { useEdit, type FieldSettings, type Labels, type OwnField } from "./shape.queries.ts";

const ComputedSettings = lazy(async () => ({
  default: (await import("./computed/ComputedSettings.tsx")).ComputedSettings,
}));

export interface FieldStart {
  label: Labels;
  type: string;
  /** The words that a choice offers. */
  options?: readonly string[] | undefined;
  kinds: readonly string[];
}

interface FieldFormProps {
  object: string;
  /** The one to change; a new one where there is none. */
  field?: OwnField;
  /** What a new one begins with, and the kinds that it can be of. */
  start?: FieldStart | undefined;
  onDone: (name: string) => void;
  onCancel: () => void;
}

/** Records that nobody writes, as customers, are given what is reckoned alone. */
const kindsFor = (object: MetaObject | undefined): readonly string[] =>
  object && !object.rights.create && !object.rights.update ? KINDS.filter(isReckoned) : KINDS;

const FLAGS = ["required", "unique", "search", "sensitive"] as const;

export function FieldForm({ object, field, start, onDone, onCancel }: FieldFormProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const meta = useMeta();
  const words = useWords();
  const problem = useProblemText();
  const [label, setLabel] = useDrafted("label", field?.label ?? start?.label ?? {});
  const of = objectByName(meta, object);
  const kinds = start?.kinds ?? kindsFor(of);
  const [type, setType] = useDrafted("type", field?.type ?? start?.type ?? kinds[0]!);
  const [settings, setSettings] = useDrafted<FieldSettings>("settings", field?.settings ?? { index: true });
  const [options, setOptions] = useDrafted("options", () =>
    start?.options ? optionsOf(start.options, language) : asOptions(field?.settings ?? {}),
  );
  const [stage, setStage] = useDrafted<string | null>("stage", null);
  const [who, setWho] = useDrafted("who", EVERYONE);
  const make = useMakeField();
  const edit = useEdit("custom-fields", () => t("settings.saved"));
  const [converted, setConverted] = useState<number>();
  const convert = useConvert(() => t("shape.conversion.done"), setConverted);
  const preview = useConversionPreview(field, { type, settings: saidOf(type, settings, options) });
  const proposed = preview.data?.options ?? [];
  if (proposed.length > 0 && options.length === 0) setOptions(optionsOf(proposed, language));
  const moves = (preview.data?.judged ?? 0) > 0;
  const work = field ? (convert.error ? convert : edit) : make;
  const given = isGiven(type);
  const offered = {
    required: !given,
    unique: canBeUnique(type),
    search: canBeSearched(type) && !given,
    sensitive: true,
  };
  const staged = !field && offered.required && settings["required"] !== true;
  const set = (more: FieldSettings): void => setSettings({ ...settings, ...more });

  const take = (figure: FieldSettings, { currentTarget: { form } }: MouseEvent<HTMLButtonElement>): void => {
    setType("rollUp");
    setSettings({ index: true, ...figure });
    // The button goes with the offer: what is left to do is to save.
    form?.querySelector<HTMLElement>("[type=submit]")?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const said = saidOf(type, settings, options);
    if (field && moves) {
      const done = { onSuccess: () => onDone(field.name) };
      const change = (): void => convert.mutate({ id: field.id, type, settings: said }, done);
      const worded = JSON.stringify(label) !== JSON.stringify(field.label);
      if (worded) edit.mutate({ id: field.id, label }, { onSuccess: change });
      else change();
      return;
    }
    if (field) edit.mutate({ id: field.id, label, type, settings: said }, { onSuccess: () => onDone(field.name) });
    else
      make.mutate(
        { object, label, type, settings: said, stage: staged ? stage : null, who },
        { onSuccess: (own) => onDone(own.name) },
      );
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <LabelInputs
          label={t("shape.word")}
          value={label}
          autoFocus
          unfolded={!field}
          error={problem.at(work.error, "label")}
          onChange={setLabel}
        />
        {!field && !start && of && type !== "rollUp" && (
          <FigureOffer object={of} name={label[language] ?? ""} onTake={take} />
        )}
        <KindSelect kinds={kinds} value={type} error={problem.at(work.error, "type")} onChange={setType} />
        <ConversionNotice preview={preview.data} waiting={preview.isLoading} />
        {hasTarget(type) && (
          <Select
            label={t("shape.target")}
            required
            searchable
            data={meta.objects
              .filter((each) => !each.childOf && (!each.internal || each.name === "user"))
              .map((each) => ({ value: each.name, label: words.many(each) }))}
            value={settings.to ?? null}
            onChange={(to) => to && set({ to })}
          />
        )}
        {isReckoned(type) && (
          <Suspense fallback={<Skeleton height={120} />}>
            <ComputedSettings object={object} name={field?.name} type={type} settings={settings} onChange={set} />
          </Suspense>
        )}
        <KindSettings type={type} settings={settings} onChange={set} />
        {hasOptions(type) && <OptionsInput value={options} of={field && { object, field }} onChange={setOptions} />}
        <Stack gap="xs">
          {FLAGS.filter((flag) => offered[flag]).map((flag) => (
            <Checkbox
              key={flag}
              label={t(`shape.${flag}`)}
              checked={settings[flag] === true}
              onChange={(event) => set({ [flag]: event.currentTarget.checked })}
            />
          ))}
        </Stack>
        {staged && <StageSelect object={object} value={stage} onChange={setStage} />}
        {!field && <PageOf value={who} onChange={setWho} />}
        <FormEnd
          problem={problem.rest(work.error, ["label", "type"])}
          label={t(!field ? "shape.addField" : moves ? "shape.conversion.convert" : "settings.save")}
          busy={work.isPending || convert.isPending}
          onCancel={onCancel}
        >
          {convert.isPending && (
            <Text size="sm" role="status">
              {t("shape.conversion.running", { count: converted ?? 0 })}
            </Text>
          )}
        </FormEnd>
      </Stack>
    </form>
  );
}
