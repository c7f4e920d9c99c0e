/** Makes a rule or changes one: what it asks, of which fields, when, and what who is refused reads. */
import { MultiSelect, Select, Stack, Text } from "@mantine/core";
import type { FormEvent } from "react";
import { OF_ONE_FIELD, RULE_KINDS, type RuleKind, type RuleSettings } from "#model/business-rule.ts";
import type { Filter } from "#model/filter.ts";
import { optionValues } from "#model/option-values.ts";
import type { MetaField, MetaObject } from "#web/api/meta.ts";
import { DraftSheet } from "#web/frame/DraftSheet.tsx";
import { useDrafted } from "#web/frame/drafts.ts";
import { useTranslation } from "#web/language/language.ts";
import { FilterBar } from "#web/records/filter/FilterBar.tsx";
import { useWords } from "#web/records/words.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { FormEnd } from "../FormEnd.tsx";
import { LabelInputs } from "../shape/LabelInputs.tsx";
import { OffersInput } from "../record-types/OffersInput.tsx";
import { GivenInput } from "./GivenInput.tsx";
import { MovesInput } from "./MovesInput.tsx";
import { canBeAsked, filled, FITS } from "./rule-fields.ts";
import { useEditRule, useMakeRule, type OwnRule } from "./rules.queries.ts";

interface RuleSheetProps {
  object: MetaObject;
  rule?: OwnRule | undefined;
  onClose: () => void;
}

export function RuleSheet({ object, rule, onClose }: RuleSheetProps) {
  const { t } = useTranslation();
  return (
    <DraftSheet
      id={rule ? `rule ${rule.id}` : `rule of ${object.name}`}
      size="lg"
      title={t(rule ? "rules.change" : "rules.new")}
      onClose={onClose}
    >
      {(end) => <RuleForm object={object} rule={rule} onEnd={end} />}
    </DraftSheet>
  );
}

function RuleForm({ object, rule, onEnd }: Omit<RuleSheetProps, "onClose"> & { onEnd: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const problem = useProblemText();
  const [kind, setKind] = useDrafted<RuleKind>("kind", rule?.kind ?? "required");
  const [fields, setFields] = useDrafted("fields", rule?.fields ?? []);
  const [when, setWhen] = useDrafted<Filter | undefined>("when", rule?.when ?? undefined);
  const [settings, setSettings] = useDrafted<RuleSettings>("settings", rule?.settings ?? {});
  const [message, setMessage] = useDrafted("message", rule?.message ?? {});
  const make = useMakeRule(() => t("rules.added"));
  const edit = useEditRule(() => t("settings.saved"));
  const work = rule ? edit : make;
  const offered = object.fields.filter(FITS[kind]);
  const data = offered.map((field) => ({ value: field.name, label: words.field(object.name, field) }));
  const known = fields.filter((name) => offered.some((field) => field.name === name));
  const chosen = OF_ONE_FIELD.has(kind) ? known.slice(0, 1) : known;
  const field = offered.find((each) => each.name === chosen[0]);
  const judged = { ...object, related: [], fields: object.fields.filter(canBeAsked) };
  const error = (path: string) => problem.at(work.error, path);
  const conditions = (filter: Filter | undefined, change: (filter: Filter | undefined) => void, path: string) => (
    <>
      <FilterBar object={judged} filter={filter} onChange={change} />
      {error(path) && (
        <Text role="alert" size="xs" c="var(--bad)" mt={4}>
          {error(path)}
        </Text>
      )}
    </>
  );

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const said = {
      kind,
      fields: chosen,
      when: when ?? null,
      settings: settingsOf(kind, settings, field),
      message: Object.keys(message).length > 0 ? message : null,
    };
    if (rule) edit.mutate({ id: rule.id, ...said }, { onSuccess: onEnd });
    else make.mutate({ object: object.name, ...said }, { onSuccess: onEnd });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Select
          label={t("businessRule.kind")}
          description={t(`rules.hint.${kind}`)}
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={RULE_KINDS.map((each) => ({ value: each, label: t(`businessRule.kind.${each}`) }))}
          value={kind}
          allowDeselect={false}
          data-autofocus
          onChange={(next) => {
            if (!next) return;
            setKind(next as RuleKind);
            setSettings({});
          }}
        />
        {OF_ONE_FIELD.has(kind) ? (
          <Select
            label={t("rules.field.label")}
            required
            searchable
            data={data}
            value={chosen[0] ?? null}
            error={error("fields")}
            onChange={(name) => {
              setFields(name ? [name] : []);
              // What was said of the options of another says nothing of these.
              if (name !== field?.name) setSettings({});
            }}
          />
        ) : (
          <MultiSelect
            label={t(kind === "valid" ? "rules.fields.told" : "rules.fields.label")}
            required={kind !== "valid"}
            searchable
            data={data}
            value={chosen}
            error={error("fields")}
            onChange={setFields}
          />
        )}
        {kind === "valid" && (
          <fieldset className="rule-part">
            <legend>{t("rules.must")}</legend>
            {conditions(settings.must, (must) => setSettings({ must }), "settings")}
          </fieldset>
        )}
        {kind === "default" && field && (
          <GivenInput
            object={object}
            field={field}
            value={settings.value}
            error={error("settings")}
            onChange={(value) => setSettings({ value })}
          />
        )}
        {kind === "moves" && field && (
          <MovesInput
            object={object}
            field={field}
            needable={object.fields.filter((each) => filled(each) && each.name !== field.name)}
            value={settings}
            onChange={setSettings}
          />
        )}
        {kind === "choices" && field && (
          <OffersInput
            object={object}
            field={field}
            label={t("rules.offers")}
            value={settings.offers}
            error={error("settings")}
            onChange={(offers) => setSettings({ offers })}
          />
        )}
        <fieldset className="rule-part">
          <legend>{t(kind === "visible" ? "rules.shownWhen" : "rules.onlyWhen")}</legend>
          {conditions(when, setWhen, "when")}
        </fieldset>
        {!["visible", "default"].includes(kind) && (
          <LabelInputs
            label={t("rules.message.label")}
            value={message}
            optional
            maxLength={300}
            error={error("message")}
            onChange={setMessage}
          />
        )}
        <FormEnd
          problem={problem.rest(work.error, ["fields", "when", "settings", "message"])}
          label={t(rule ? "settings.save" : "rules.add")}
          busy={work.isPending}
          onCancel={onEnd}
        />
      </Stack>
    </form>
  );
}

function settingsOf(
  kind: RuleKind,
  { must, value, moves, begins, needs, offers }: RuleSettings,
  field: MetaField | undefined,
): RuleSettings {
  if (kind === "valid") return { must };
  if (kind === "default") return { value };
  if (kind === "choices") return { offers: offers ?? (field ? optionValues(field) : []) };
  if (kind !== "moves") return {};
  return { ...(moves ? { moves } : {}), ...(begins ? { begins } : {}), ...(needs ? { needs } : {}) };
}
