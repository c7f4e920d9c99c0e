/** Buttons that the company made itself: for which records, and what each does. */
import { ActionIcon, Group, Table } from "@mantine/core";
import { IconPencil, IconRoute, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import { useSay } from "#web/insight/say.ts";
import { StatusMark } from "#web/jobs/StatusMark.tsx";
import { useTranslation } from "#web/language/language.ts";
import { ownWord } from "#web/language/own-words.ts";
import { useWords } from "#web/records/words.ts";
import { MadeList } from "../MadeList.tsx";
import { useUndoable } from "../settings.queries.ts";
import { ActionSheet } from "./ActionSheet.tsx";
import "./hooks.css";
import { useOwnActions, type OwnAction } from "./hooks.queries.ts";

export function ActionsRoom() {
  const { t } = useTranslation();
  const actions = useOwnActions();
  const [open, setOpen] = useState<{ action?: OwnAction }>();
  return (
    <>
      <MadeList
        query={actions}
        hint={t("actions.hint")}
        make={t("actions.new")}
        onMake={() => setOpen({})}
        none={{ icon: IconRoute, title: t("actions.none"), hint: t("actions.noneHint") }}
      >
        {(rows) => <ActionTable rows={rows} onEdit={(action) => setOpen({ action })} />}
      </MadeList>
      {open && <ActionSheet action={open.action} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function ActionTable({ rows, onEdit }: { rows: OwnAction[]; onEdit: (action: OwnAction) => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useWords();
  const nameOf = (action: OwnAction): string => ownWord(action.label) ?? action.name;
  const remove = useUndoable(
    (action: OwnAction, operation) => api.delete(`/custom-actions/${action.id}`, { operation }),
    (action) => say("hooks.removed", { name: nameOf(action) }),
  );
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("settings.actions-made")}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("customAction.label")}</Table.Th>
            <Table.Th>{t("customAction.object")}</Table.Th>
            <Table.Th>{t("customAction.places")}</Table.Th>
            <Table.Th>{t("hooks.state")}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t("settings.actions")}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((action) => (
            <Table.Tr key={action.id}>
              <Table.Td>{nameOf(action)}</Table.Td>
              <Table.Td>{words.many(action.object)}</Table.Td>
              <Table.Td>{(action.places ?? []).map((place) => t(`customAction.places.${place}`)).join(", ")}</Table.Td>
              <Table.Td>
                <StatusMark standing={action.active ? "good" : "idle"}>
                  {t(action.active ? "customAction.active" : "hooks.state.off")}
                </StatusMark>
              </Table.Td>
              <Table.Td>
                <Group gap={4} wrap="nowrap" justify="flex-end">
                  <ActionIcon
                    aria-label={say("shape.changeOf", { name: nameOf(action) })}
                    onClick={() => onEdit(action)}
                  >
                    <IconPencil size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={say("actions.removeOf", { name: nameOf(action) })}
                    onClick={() => remove.mutate(action, { onError: (error) => toast.problem(error.message) })}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
