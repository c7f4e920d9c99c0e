/** Makes an object or changes its words: one thing, several of them, and the sign it goes by. */
import { Group, Radio, Stack } from "@mantine/core";
import type { FormEvent } from "react";
import { iconNames, NamedIcon } from "#ui/Icon.tsx";
import { DraftSheet } from "#web/frame/DraftSheet.tsx";
import { useDrafted } from "#web/frame/drafts.ts";
import { useTranslation } from "#web/language/language.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { FormEnd } from "../FormEnd.tsx";
import { LabelInputs } from "./LabelInputs.tsx";
import { useEdit, useMake, type Labels, type OwnObject } from "./shape.queries.ts";
import "./shape.css";

interface ObjectFormProps {
  object?: OwnObject | undefined;
  onDone: (name: string) => void;
  onClose: () => void;
}

/** `{ en: { one, many } }` from the two, for the languages that both are said in. */
function joined(one: Labels, many: Labels): OwnObject["label"] {
  const languages = new Set([...Object.keys(one), ...Object.keys(many)]);
  return Object.fromEntries(
    [...languages].map((each) => [each, { one: one[each] ?? many[each] ?? "", many: many[each] ?? one[each] ?? "" }]),
  );
}

const part = (label: OwnObject["label"] | undefined, which: "one" | "many"): Labels =>
  Object.fromEntries(Object.entries(label ?? {}).map(([language, said]) => [language, said?.[which]]));

export function ObjectSheet({ object, onDone, onClose }: ObjectFormProps) {
  const { t } = useTranslation();
  return (
    <DraftSheet
      id={`object ${object?.id ?? ""}`}
      title={t(object ? "shape.changeObject" : "shape.newObject")}
      onClose={onClose}
    >
      {(end) => (
        <ObjectForm
          object={object}
          onEnd={end}
          onDone={(name) => {
            end();
            onDone(name);
          }}
        />
      )}
    </DraftSheet>
  );
}

function ObjectForm({ object, onDone, onEnd }: Omit<ObjectFormProps, "onClose"> & { onEnd: () => void }) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const [one, setOne] = useDrafted("one", () => part(object?.label, "one"));
  const [many, setMany] = useDrafted("many", () => part(object?.label, "many"));
  const [icon, setIcon] = useDrafted("icon", object?.icon ?? "box");
  const [ownership, setOwnership] = useDrafted<string>("ownership", object?.ownership ?? "owner");
  const make = useMake<OwnObject>("custom-objects", () => t("shape.objectAdded"));
  const edit = useEdit("custom-objects", () => t("settings.saved"));
  const work = object ? edit : make;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const label = joined(one, many);
    if (object) edit.mutate({ id: object.id, label, icon }, { onSuccess: () => onDone(object.name) });
    else make.mutate({ label, icon, ownership }, { onSuccess: (made) => onDone(made.name) });
  };
  const rest = problem.rest(work.error, ["label"]);
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <LabelInputs
          label={t("shape.one")}
          value={one}
          autoFocus
          error={problem.at(work.error, "label")}
          onChange={setOne}
        />
        <LabelInputs label={t("shape.many")} value={many} onChange={setMany} />
        <Radio.Group label={t("shape.icon")} value={icon} onChange={setIcon}>
          <Group gap={4} mt={6}>
            {iconNames.map((name) => (
              <Radio.Card key={name} value={name} w={34} h={34} className="icon-card" aria-label={name}>
                <NamedIcon name={name} size={18} />
              </Radio.Card>
            ))}
          </Group>
        </Radio.Group>
        {!object && (
          <Radio.Group label={t("shape.belongs")} value={ownership} onChange={setOwnership}>
            <Stack gap="xs" mt={6}>
              <Radio value="owner" label={t("shape.belongs.owner")} />
              <Radio value="none" label={t("shape.belongs.none")} />
            </Stack>
          </Radio.Group>
        )}
        <FormEnd
          problem={rest}
          label={t(object ? "settings.save" : "shape.addObject")}
          busy={work.isPending}
          onCancel={onEnd}
        />
      </Stack>
    </form>
  );
}
