/** A role's rights as a matrix: objects by what may be done with them, for which records. */
import { ActionIcon, Checkbox, Table, Text, TextInput, Tooltip, UnstyledButton } from "@mantine/core";
import { IconArrowBackUp, IconChevronRight, IconSearch } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import { fold } from "#model/folding.ts";
import { rowOf, STANDARD, type Rights } from "#model/rights.ts";
import { useMeta, type MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords, type Words } from "#web/records/words.ts";
import { FieldRights, isGuarded } from "./FieldRights.tsx";
import { isOwn, withoutRow, withRow } from "./role-rights.ts";
import { ScopeSelect } from "./ScopeSelect.tsx";
import { useSay } from "#web/insight/say.ts";

const SCOPED = ["read", "update", "delete"] as const;

interface MatrixProps {
  rights: Rights;
  fixed: boolean;
  onChange(rights: Rights): void;
}

export function RoleMatrix({ rights, fixed, onChange }: MatrixProps) {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const words = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const [sought, setSought] = useState("");
  const rows = objects
    .filter((object) => !object.childOf && !object.shared)
    .toSorted((a, b) => Number(a.internal ?? false) - Number(b.internal ?? false))
    .flatMap((object) => foundIn(object, sought, words) ?? []);
  return (
    <>
      <TextInput
        type="search"
        aria-label={t("settings.findRight")}
        placeholder={t("settings.findRight")}
        leftSection={<IconSearch size={16} aria-hidden />}
        maw={360}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      {rows.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t("settings.noRight")}
        </Text>
      )}
      <div className="scroll-x matrix" tabIndex={0} role="region" aria-label={t("settings.matrix")}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("settings.object")}</Table.Th>
              <Table.Th>{t("settings.right.read")}</Table.Th>
              <Table.Th>{t("settings.right.create")}</Table.Th>
              <Table.Th>{t("settings.right.update")}</Table.Th>
              <Table.Th>{t("settings.right.delete")}</Table.Th>
              <Table.Th>{t("settings.right.export")}</Table.Th>
              <Table.Th>
                <span className="visually-hidden">{t("settings.actions")}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sought === "" && (
              <MatrixRow
                name={STANDARD}
                label={t("settings.allOthers")}
                rights={rights}
                fixed={fixed}
                onChange={onChange}
              />
            )}
            {rows.map(({ object, fields }) => (
              <Fragment key={object.name}>
                <MatrixRow
                  name={object.name}
                  label={t(`object.${object.name}.plural`)}
                  object={object}
                  rights={rights}
                  fixed={fixed}
                  onChange={onChange}
                  open={fields !== undefined || open === object.name}
                  onOpen={() => setOpen(open === object.name ? null : object.name)}
                />
                {(fields !== undefined || open === object.name) && (
                  <Table.Tr>
                    <Table.Td colSpan={7}>
                      <FieldRights object={object} only={fields} rights={rights} fixed={fixed} onChange={onChange} />
                    </Table.Td>
                  </Table.Tr>
                )}
              </Fragment>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}

/** Is it what is looked for, or are some of its fields, which then stand open? */
function foundIn(
  object: MetaObject,
  sought: string,
  words: Words,
): { object: MetaObject; fields?: string[] } | undefined {
  const said = fold(sought);
  if (said === "") return { object };
  const fields = object.fields.filter((field) => fold(words.field(object.name, field)).includes(said));
  if (fields.some(isGuarded)) return { object, fields: fields.filter(isGuarded).map(({ name }) => name) };
  return fold(words.many(object)).includes(said) ? { object } : undefined;
}

interface RowProps extends MatrixProps {
  name: string;
  label: string;
  object?: MetaObject;
  open?: boolean;
  onOpen?(): void;
}

function MatrixRow({ name, label, object, rights, fixed, onChange, open, onOpen }: RowProps) {
  const { t } = useTranslation();
  const say = useSay();
  const row = rowOf(rights, name);
  const own = isOwn(rights, name);
  const exceptions = Object.keys(row.fields ?? {}).length;
  const set = (change: Parameters<typeof withRow>[2]): void => onChange(withRow(rights, name, change));
  const following = name !== STANDARD && !own;
  return (
    <Table.Tr data-following={following || undefined}>
      <Table.Th scope="row">
        {onOpen ? (
          <UnstyledButton className="matrix-name" aria-expanded={open} onClick={onOpen}>
            <IconChevronRight size={14} className="icon-pointing" data-open={open || undefined} aria-hidden />
            {label}
            {exceptions > 0 && (
              <Text span size="xs" c="dimmed">
                {say("settings.fieldExceptions", { count: exceptions })}
              </Text>
            )}
          </UnstyledButton>
        ) : (
          <span className="matrix-name matrix-standard">{label}</span>
        )}
      </Table.Th>
      <Table.Td>
        <ScopeSelect
          scope={row.read}
          object={object}
          label={say("settings.cell", { right: t("settings.right.read"), object: label })}
          disabled={fixed}
          onChange={(read) => set({ read })}
        />
      </Table.Td>
      <Table.Td>
        <Checkbox
          aria-label={say("settings.cell", { right: t("settings.right.create"), object: label })}
          disabled={fixed}
          checked={row.create}
          onChange={(event) => set({ create: event.currentTarget.checked })}
        />
      </Table.Td>
      {SCOPED.slice(1).map((right) => (
        <Table.Td key={right}>
          <ScopeSelect
            scope={row[right]}
            object={object}
            label={say("settings.cell", { right: t(`settings.right.${right}`), object: label })}
            disabled={fixed}
            onChange={(scope) => set({ [right]: scope })}
          />
        </Table.Td>
      ))}
      <Table.Td>
        <Checkbox
          aria-label={say("settings.cell", { right: t("settings.right.export"), object: label })}
          disabled={fixed}
          checked={row.export ?? false}
          onChange={(event) => set({ export: event.currentTarget.checked })}
        />
      </Table.Td>
      <Table.Td>
        {own && !fixed && (
          <Tooltip label={t("settings.followStandard")}>
            <ActionIcon
              size="sm"
              aria-label={`${label}: ${t("settings.followStandard")}`}
              onClick={() => onChange(withoutRow(rights, name))}
            >
              <IconArrowBackUp size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
