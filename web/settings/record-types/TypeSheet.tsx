/** Makes a type of records or changes one: what it is called, its colour, who makes it, and what it offers to choose. */
import { MultiSelect, Stack, Switch, Text } from "@mantine/core";
import type { FormEvent } from "react";
import { optionValues } from "#model/option-values.ts";
import type { MetaField, MetaObject } from "#web/api/meta.ts";
import { DraftSheet } from "#web/frame/DraftSheet.tsx";
import { useDrafted } from "#web/frame/drafts.ts";
import { useTranslation } from "#web/language/language.ts";
import { typeField } from "#web/records/record-type.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { FormEnd } from "../FormEnd.tsx";
import { useRoleWords } from "../role-words.ts";
import { useRoles } from "../settings.queries.ts";
import { LabelInputs } from "../shape/LabelInputs.tsx";
import { ColourPick } from "./ColourPick.tsx";
import { OffersInput } from "./OffersInput.tsx";
import { useEditType, useMakeType, type OwnType } from "./types.queries.ts";

interface TypeSheetProps {
  object: MetaObject;
  type?: OwnType | undefined;
  onClose: () => void;
}

export function TypeSheet({ object, type, onClose }: TypeSheetProps) {
  const { t } = useTranslation();
  return (
    <DraftSheet
      id={type ? `record type ${type.id}` : `record type of ${object.name}`}
      title={t(type ? "types.change" : "types.new")}
      onClose={onClose}
    >
      {(end) => <TypeForm object={object} type={type} onEnd={end} />}
    </DraftSheet>
  );
}

/** Choices that people fill. */
const narrows = (object: MetaObject) => (field: MetaField) =>
  field.source === "own" && !field.readOnly && optionValues(field).length > 0 && field !== typeField(object);

function TypeForm({ object, type, onEnd }: Omit<TypeSheetProps, "onClose"> & { onEnd: () => void }) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const roles = useRoles();
  const roleWords = useRoleWords();
  const [label, setLabel] = useDrafted("label", type?.label ?? {});
  const [color, setColor] = useDrafted<string | null>("color", type?.color ?? null);
  const isFirst = type !== undefined && type.name === object.types?.[0]?.name;
  const [begins, setBegins] = useDrafted("default", isFirst);
  const madeBy = (type?.roles ?? []).map((role) => role.id);
  const [makers, setMakers] = useDrafted("roles", madeBy);
  const [choices, setChoices] = useDrafted<Record<string, string[]>>("choices", type?.choices ?? {});
  const make = useMakeType(() => t("types.added"));
  const edit = useEditType(() => t("settings.saved"));
  const work = type ? edit : make;
  const fields = object.fields.filter(narrows(object));
  const first = object.types === undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const said = {
      label,
      color,
      // Roles in the trash are not shown, and stay named where nobody names others.
      ...(makers.join() === madeBy.join() ? {} : { roles: makers }),
      choices: Object.keys(choices).length > 0 ? choices : null,
      ...(first ? {} : { default: begins }),
    };
    if (type) edit.mutate({ id: type.id, ...said }, { onSuccess: onEnd });
    else make.mutate({ object: object.name, ...said }, { onSuccess: onEnd });
  };
  const narrow = (field: MetaField, options: string[]): void => {
    const { [field.name]: _former, ...rest } = choices;
    setChoices(options.length === optionValues(field).length ? rest : { ...rest, [field.name]: options });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <LabelInputs
          label={t("types.label")}
          value={label}
          autoFocus
          error={problem.at(work.error, "label") ?? problem.at(work.error, "name")}
          onChange={setLabel}
        />
        <ColourPick value={color} onChange={setColor} />
        {!first && (
          <Switch
            label={t("types.default")}
            description={t("types.defaultHint")}
            checked={begins}
            // Another takes its place, or it stays.
            disabled={isFirst}
            onChange={(event) => setBegins(event.currentTarget.checked)}
          />
        )}
        <MultiSelect
          label={t("types.roles")}
          description={t("types.rolesHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={(roles.data ?? []).map((role) => ({ value: role.id, label: roleWords.name(role) }))}
          value={makers}
          searchable
          error={problem.at(work.error, "roles")}
          onChange={setMakers}
        />
        {fields.length > 0 && (
          <Stack gap="sm">
            <div>
              <h3 className="type-part">{t("types.offers")}</h3>
              <Text size="sm" c="dimmed">
                {t("types.offersHint")}
              </Text>
            </div>
            {fields.map((field) => (
              <OffersInput
                key={field.name}
                object={object}
                field={field}
                value={choices[field.name]}
                error={problem.at(work.error, `choices.${field.name}`)}
                onChange={(options) => narrow(field, options)}
              />
            ))}
          </Stack>
        )}
        <FormEnd
          problem={problem.rest(work.error, ["label", "name", "roles", "choices"])}
          label={t(type ? "settings.save" : "types.add")}
          busy={work.isPending}
          onCancel={onEnd}
        />
      </Stack>
    </form>
  );
}
