/** What the company's records are: its objects, the fields of each, and what was retired. */
import { ActionIcon, Button, Group, Select, Tabs } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { fieldOf, objectByName, useMeta, type MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useSay } from "#web/insight/say.ts";
import { useWords } from "#web/records/words.ts";
import { LayoutRoom } from "../layouts/LayoutRoom.tsx";
import { TypeList } from "../record-types/TypeList.tsx";
import { RuleList } from "../rules/RuleList.tsx";
import { FieldSheet } from "./FieldSheet.tsx";
import { FieldTable } from "./FieldTable.tsx";
import { ObjectSheet } from "./ObjectForm.tsx";
import { RetireButton } from "./RetireButton.tsx";
import { RetiredList } from "./RetiredList.tsx";
import { useOwnFields, useOwnObjects, type OwnField, type OwnObject } from "./shape.queries.ts";

/** Objects that take fields: what people make records of. */
const shaped = (object: MetaObject): boolean => !object.internal && !object.childOf;

const TABS = ["fields", "rules", "layouts", "types"] as const;

type Open = { what: "field"; field?: OwnField } | { what: "object"; object?: OwnObject } | undefined;

export function ShapeRoom() {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const objects = meta.objects.filter(shaped);
  // `#order.layouts`: from a record's page to what it is made of.
  const [asked = "", place = ""] = useLocation({ select: ({ hash }) => hash }).split(".");
  const [chosen, setChosen] = useState(
    objectByName(meta, asked)?.name ?? objects.find((each) => each.rights.create)?.name ?? "",
  );
  const [open, setOpen] = useState<Open>();
  const [tab, setTab] = useState<string>(TABS.find((each) => each === place) ?? "fields");
  const ownObjects = useOwnObjects();
  const ownFields = useOwnFields();
  const object = objectByName(meta, chosen) ?? objects[0];
  const own = ownObjects.data?.find((each) => each.name === object?.name);
  if (!object) return null;
  const fields = (ownFields.data ?? []).filter((each) => each.object === object.name && fieldOf(object, each.name));
  return (
    <>
      <Group align="flex-end" gap="sm">
        <Select
          label={t("shape.object")}
          data={objects.map((each) => ({ value: each.name, label: words.many(each) }))}
          value={object.name}
          searchable
          allowDeselect={false}
          onChange={(name) => name && setChosen(name)}
        />
        {own && <OwnObjectDoings object={own} onEdit={() => setOpen({ what: "object", object: own })} />}
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setOpen({ what: "object" })}>
          {t("shape.newObject")}
        </Button>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ what: "field" })}>
          {t("shape.addField")}
        </Button>
      </Group>
      <Tabs value={tab} onChange={(next) => setTab(next ?? "fields")} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`shape.tab.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="fields">
          <FieldTable object={object} own={fields} onEdit={(field) => setOpen({ what: "field", field })} />
          <RetiredList />
        </Tabs.Panel>
        <Tabs.Panel value="types">
          <TypeList key={object.name} object={object} />
        </Tabs.Panel>
        <Tabs.Panel value="rules">
          <RuleList key={object.name} object={object} />
        </Tabs.Panel>
        <Tabs.Panel value="layouts">
          <LayoutRoom key={object.name} object={object} />
        </Tabs.Panel>
      </Tabs>
      {open?.what === "field" && (
        <FieldSheet object={object.name} field={open.field} onClose={() => setOpen(undefined)} />
      )}
      {open?.what === "object" && (
        <ObjectSheet
          object={open.object}
          onClose={() => setOpen(undefined)}
          onDone={(name) => {
            setOpen(undefined);
            setChosen(name);
          }}
        />
      )}
    </>
  );
}

function OwnObjectDoings({ object, onEdit }: { object: OwnObject; onEdit: () => void }) {
  const say = useSay();
  const words = useWords();
  const name = words.many(object.name);
  return (
    <Group gap={4}>
      <ActionIcon size="lg" aria-label={say("shape.changeOf", { name })} onClick={onEdit}>
        <IconPencil size={17} />
      </ActionIcon>
      <RetireButton kind="custom-objects" id={object.id} name={name} object={object.name} />
    </Group>
  );
}
