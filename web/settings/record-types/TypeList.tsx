/** The types of one object's records: in their colours, with who makes them and what they narrow; and those that are retired. */
import { ActionIcon, Badge, Button, Code, Group, Stack, Text } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconCategory,
  IconGripVertical,
  IconPencil,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { Label } from "#ui/Label.tsx";
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { EmptyState } from "#ui/states.tsx";
import { toast } from "#ui/toast.tsx";
import { fieldOf, type MetaObject } from "#web/api/meta.ts";
import { useSay } from "#web/insight/say.ts";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { useRoleName } from "#web/records/role-words.ts";
import { useWords } from "#web/records/words.ts";
import { PurgeDialog } from "#web/trash/PurgeDialog.tsx";
import { Loaded } from "../Loaded.tsx";
import { RetiredRow } from "../shape/RetiredRow.tsx";
import { useOrdering, type Placing } from "./ordering.ts";
import { wordOf } from "./type-word.ts";
import { TypeSheet } from "./TypeSheet.tsx";
import { useOwnTypes, usePurgeType, useRestoreType, useRetireType, type OwnType } from "./types.queries.ts";
import "./types.css";

export function TypeList({ object }: { object: MetaObject }) {
  const { t } = useTranslation();
  const types = useOwnTypes(object.name);
  const retired = useOwnTypes(object.name, true);
  const [open, setOpen] = useState<{ type?: OwnType } | undefined>();
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({})}>
      {t("types.add")}
    </Button>
  );
  return (
    <>
      <Loaded query={types}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState icon={IconCategory} title={t("types.none")} actions={add}>
              {t("types.noneHint")}
            </EmptyState>
          ) : (
            <Stack gap="sm">
              <Text size="sm" c="dimmed">
                {t("types.hint")} {all.length > 1 && t("types.orderHint")}
              </Text>
              <Group>{add}</Group>
              <Rows object={object} all={all} onEdit={(type) => setOpen({ type })} />
            </Stack>
          )
        }
      </Loaded>
      {retired.data && retired.data.length > 0 && <Retired types={retired.data} />}
      {open && <TypeSheet object={object} type={open.type} onClose={() => setOpen(undefined)} />}
    </>
  );
}

interface RowsProps {
  object: MetaObject;
  all: readonly OwnType[];
  onEdit: (type: OwnType) => void;
}

/** As people meet them. */
function Rows({ object, all, onEdit }: RowsProps) {
  const { types, placing } = useOrdering(all);
  return (
    <ul className="type-list">
      {types.map((type, place) => (
        <TypeRow
          key={type.id}
          object={object}
          type={type}
          begins={object.types ? type.name === object.types[0]?.name : place === 0}
          placing={types.length > 1 ? placing(type) : undefined}
          onEdit={() => onEdit(type)}
        />
      ))}
    </ul>
  );
}

interface TypeRowProps {
  object: MetaObject;
  type: OwnType;
  begins: boolean;
  /** None where there is no other. */
  placing: Placing | undefined;
  onEdit: () => void;
}

function TypeRow({ object, type, begins, placing, onEdit }: TypeRowProps) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useWords();
  const issues = useIssueWords();
  const format = useFormat();
  const roleName = useRoleName();
  const name = wordOf(type);
  const retire = useRetireType(() => say("types.retired", { name }));
  const narrowed = Object.entries(type.choices ?? {}).flatMap(([of, options]) => {
    const field = fieldOf(object, of);
    const offered = format.list(
      options.map((option) => words.option(object.name, of, option)),
      "unit",
    );
    return field ? [{ label: words.field(object.name, field), offered }] : [];
  });
  return (
    <li className="type-row" data-over={placing?.over || undefined} {...placing?.drag}>
      {placing && <IconGripVertical size={14} aria-hidden className="type-grip" />}
      <div className="type-words">
        <Group gap="xs">
          <Label color={type.color ?? undefined}>{name}</Label>
          {begins && (
            <Badge variant="light" size="sm" tt="none">
              {t("types.begins")}
            </Badge>
          )}
          <Code dir="ltr">{type.name}</Code>
        </Group>
        {type.roles.length > 0 && (
          <Text size="sm" c="dimmed">
            {t("types.madeBy")}{" "}
            <OwnText>
              {format.list(
                type.roles.map(({ title }) => roleName(title)),
                "unit",
              )}
            </OwnText>
          </Text>
        )}
        {narrowed.map(({ label, offered }) => (
          <Text key={label} size="sm" c="dimmed">
            <OwnText>{label}</OwnText>: <OwnText>{offered}</OwnText>
          </Text>
        ))}
      </div>
      <Group gap={4} className="type-doings">
        {placing && (
          <>
            <ActionIcon aria-label={say("layouts.up", { name })} onClick={() => placing.step(-1)}>
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon aria-label={say("layouts.down", { name })} onClick={() => placing.step(1)}>
              <IconArrowDown size={16} aria-hidden />
            </ActionIcon>
          </>
        )}
        <ActionIcon aria-label={say("types.changeOne", { name })} onClick={onEdit}>
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label={say("types.retire", { name })}
          loading={retire.isPending}
          onClick={() => retire.mutate(type.id, { onError: (error) => toast.problem(issues.all(error)) })}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </li>
  );
}

function Retired({ types }: { types: readonly OwnType[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t("shape.retiredTitle")}</h2>
      <Text size="sm" c="dimmed" mb="xs">
        {t("types.retiredHint")}
      </Text>
      <ul className="plain-list">
        {types.map((type) => (
          <RetiredType key={type.id} type={type} />
        ))}
      </ul>
    </section>
  );
}

function RetiredType({ type }: { type: OwnType }) {
  const say = useSay();
  const issues = useIssueWords();
  const name = wordOf(type);
  const restore = useRestoreType(() => say("types.restored", { name }));
  const purge = usePurgeType();
  const deleting = (close: () => void) => (
    <PurgeDialog
      count={1}
      title={name}
      busy={purge.isPending}
      onClose={close}
      onPurge={() => purge.mutate(type.id, { onSettled: close, onError: (error) => toast.problem(issues.all(error)) })}
    />
  );
  return (
    <RetiredRow id={type.id} restore={restore} deleting={deleting}>
      <Label color={type.color ?? undefined}>{name}</Label> <Code dir="ltr">{type.name}</Code>
    </RetiredRow>
  );
}
