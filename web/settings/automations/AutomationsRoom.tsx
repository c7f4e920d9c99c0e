/** Automations of the company: what happens by itself, how each does, rehearsed before it is switched on. */
import { ActionIcon, Group, Menu, Switch, Table, Text } from "@mantine/core";
import { IconBolt, IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import { useSay } from "#web/insight/say.ts";
import { StatusMark } from "#web/jobs/StatusMark.tsx";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { MadeList } from "../MadeList.tsx";
import { useUndoable } from "../settings.queries.ts";
import { AutomationSheet } from "./AutomationSheet.tsx";
import { useAutomationHealth, useAutomations, type Automation, type AutomationHealth } from "./automations.queries.ts";
import { RehearsalSheet } from "./RehearsalSheet.tsx";
import { Recipes } from "./Recipes.tsx";
import type { NamedRecipe } from "./recipes.ts";
import { RunLog } from "./RunLog.tsx";

type Open =
  | { sheet: "edit"; automation?: Automation; recipe?: NamedRecipe }
  | { sheet: "rehearse" | "log"; automation: Automation };

export function AutomationsRoom() {
  const { t } = useTranslation();
  const say = useSay();
  const problem = useProblemText();
  const automations = useAutomations();
  const health = useAutomationHealth();
  const [open, setOpen] = useState<Open>();
  const turn = useUndoable(
    ({ id, active }: Automation, operation) => api.patch(`/automations/${id}`, { active: !active }, { operation }),
    ({ name, active }) => say(active ? "automations.switchedOff" : "automations.switchedOn", { name }),
  );
  const switchOver = (automation: Automation): void =>
    turn.mutate(automation, { onError: (error) => toast.problem(problem.rest(error) ?? error.message) });
  const close = (): void => setOpen(undefined);
  return (
    <>
      <MadeList
        query={automations}
        hint={t("automations.hint")}
        make={t("automations.new")}
        onMake={() => setOpen({ sheet: "edit" })}
        notice={<Recipes made={automations.data ?? []} onTake={(recipe) => setOpen({ sheet: "edit", recipe })} />}
        none={{ icon: IconBolt, title: t("automations.none"), hint: t("automations.noneHint") }}
      >
        {(rows) => <AutomationTable rows={rows} health={health.data ?? []} onSwitch={switchOver} onOpen={setOpen} />}
      </MadeList>
      {open?.sheet === "edit" && (
        <AutomationSheet
          automation={open.automation}
          recipe={open.recipe}
          onClose={close}
          onMade={(automation) => setOpen({ sheet: "rehearse", automation })}
        />
      )}
      {open?.sheet === "rehearse" && (
        <RehearsalSheet
          automation={open.automation}
          onClose={close}
          onSwitchOn={() => (switchOver(open.automation), close())}
        />
      )}
      {open?.sheet === "log" && <RunLog automation={open.automation} onClose={close} />}
    </>
  );
}

interface AutomationTableProps {
  rows: Automation[];
  health: AutomationHealth[];
  onSwitch: (automation: Automation) => void;
  onOpen: (open: Open) => void;
}

function AutomationTable({ rows, health, onSwitch, onOpen }: AutomationTableProps) {
  const { t } = useTranslation();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("settings.automations")}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("automation.name")}</Table.Th>
            <Table.Th>{t("automation.trigger")}</Table.Th>
            <Table.Th>{t("automations.today")}</Table.Th>
            <Table.Th>{t("automation.active")}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t("settings.actions")}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((automation) => (
            <AutomationRow
              key={automation.id}
              automation={automation}
              health={health.find(({ id }) => id === automation.id)}
              onSwitch={onSwitch}
              onOpen={onOpen}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function AutomationRow({
  automation,
  health,
  onSwitch,
  onOpen,
}: {
  automation: Automation;
  health: AutomationHealth | undefined;
  onSwitch: (automation: Automation) => void;
  onOpen: (open: Open) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const words = useWords();
  const { id, name, offReason, active } = automation;
  const remove = useUndoable(
    (_input: undefined, operation) => api.delete(`/automations/${id}`, { operation }),
    () => say("hooks.removed", { name }),
  );
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600}>
          <OwnText>{name}</OwnText>
        </Text>
        <Text size="xs" c="dimmed">
          {words.many(automation.object)}
          {automation.inNameOf && (
            <>
              {" · "}
              <OwnText>{automation.inNameOf.title}</OwnText>
            </>
          )}
        </Text>
        {offReason && !active && <StatusMark standing="bad">{t(`automations.off.${offReason}`)}</StatusMark>}
      </Table.Td>
      <Table.Td>{t(`automations.on.${automation.trigger.on}`)}</Table.Td>
      <Table.Td>
        {health ? `${format.number(health.doneToday)} / ${format.number(automation.dailyLimit)}` : "–"}
        <Group gap="xs">
          {health !== undefined && health.held > 0 && (
            <StatusMark standing="busy">
              {say("automations.heldCount", { value: format.number(health.held) })}
            </StatusMark>
          )}
          {health !== undefined && health.failed > 0 && (
            <StatusMark standing="bad">
              {say("automations.failedCount", { value: format.number(health.failed) })}
            </StatusMark>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <Switch
          aria-label={say("automations.switchOf", { name })}
          checked={active === true}
          onChange={() => onSwitch(automation)}
        />
      </Table.Td>
      <Table.Td>
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label={say("settings.actionsOf", { name })}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onOpen({ sheet: "edit", automation })}>{t("automations.change")}</Menu.Item>
            <Menu.Item onClick={() => onOpen({ sheet: "rehearse", automation })}>{t("automations.rehearse")}</Menu.Item>
            <Menu.Item onClick={() => onOpen({ sheet: "log", automation })}>{t("automations.log")}</Menu.Item>
            <Menu.Item onClick={() => remove.mutate(undefined, { onError: (error) => toast.problem(error.message) })}>
              {say("automations.removeOf", { name })}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}
