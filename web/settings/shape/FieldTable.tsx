/** The fields of one object: the company's own can be changed and retired, the product's stand beside them. */
import { ActionIcon, Badge, Code, Group, Table, Text } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import type { MetaField, MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useSay } from "#web/insight/say.ts";
import { useWords } from "#web/records/words.ts";
import { RetireButton } from "./RetireButton.tsx";
import type { OwnField } from "./shape.queries.ts";

interface FieldTableProps {
  object: MetaObject;
  own: OwnField[];
  onEdit: (field: OwnField) => void;
}

const SHOWN = ["own", "owner", "statistics", "computed"];

export function FieldTable({ object, own, onEdit }: FieldTableProps) {
  const { t } = useTranslation();
  const ofCompany = new Map(own.map((field) => [field.name, field]));
  const fields = object.fields
    .filter((field) => SHOWN.includes(field.source))
    .sort((a, b) => Number(ofCompany.has(b.name)) - Number(ofCompany.has(a.name)));
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("shape.fields")}>
      <Table verticalSpacing="xs" style={{ minInlineSize: 0 }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("shape.word")}</Table.Th>
            <Table.Th visibleFrom="sm">{t("shape.kind")}</Table.Th>
            <Table.Th visibleFrom="sm">{t("shape.inApi")}</Table.Th>
            <Table.Th>{t("shape.asked")}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t("settings.actions")}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map((field) => (
            <FieldRow key={field.name} object={object} field={field} own={ofCompany.get(field.name)} onEdit={onEdit} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface FieldRowProps {
  object: MetaObject;
  field: MetaField;
  own: OwnField | undefined;
  onEdit: (field: OwnField) => void;
}

function FieldRow({ object, field, own, onEdit }: FieldRowProps) {
  const { t } = useTranslation();
  const words = useWords();
  const target = field.target && field.type.startsWith("relation") ? ` · ${words.many(field.target)}` : "";
  const kind = `${field.computed ? `${t(`fieldType.${field.computed}`)} · ` : ""}${t(`fieldType.${field.type}`)}${target}`;
  return (
    <Table.Tr>
      <Table.Td>
        {words.field(object.name, field)}
        <Text hiddenFrom="sm" size="xs" c="dimmed">
          {kind}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm" c="dimmed">
        {kind}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Code dir="ltr">{field.name}</Code>
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          {(["required", "unique", "sensitive"] as const)
            .filter((flag) => field[flag])
            .map((flag) => (
              <Badge key={flag} variant="light" size="sm" tt="none">
                {t(`shape.${flag}.short`)}
              </Badge>
            ))}
        </Group>
      </Table.Td>
      <Table.Td>{own && <OwnFieldDoings object={object} field={own} onEdit={() => onEdit(own)} />}</Table.Td>
    </Table.Tr>
  );
}

function OwnFieldDoings({ object, field, onEdit }: { object: MetaObject; field: OwnField; onEdit: () => void }) {
  const say = useSay();
  const words = useWords();
  const name = words.field(object.name, field.name);
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <ActionIcon aria-label={say("shape.changeOf", { name })} onClick={onEdit}>
        <IconPencil size={16} />
      </ActionIcon>
      <RetireButton kind="custom-fields" id={field.id} name={name} object={object.name} field={field.name} />
    </Group>
  );
}
