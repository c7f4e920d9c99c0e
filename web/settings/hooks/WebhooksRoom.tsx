/** Other systems that are told of changes: how each does, and what can be done about it. */
import { ActionIcon, Menu, Table, Text } from "@mantine/core";
import { IconDots, IconWorld } from "@tabler/icons-react";
import { useState } from "react";
import { When } from "#ui/format.tsx";
import { Ltr, OwnText } from "#ui/own-text.tsx";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import { useSay } from "#web/insight/say.ts";
import { StatusMark, type Standing } from "#web/jobs/StatusMark.tsx";
import { useTranslation } from "#web/language/language.ts";
import { MadeList } from "../MadeList.tsx";
import { OneTimeSecret } from "../OneTimeSecret.tsx";
import { useChange, useRoles, useUndoable } from "../settings.queries.ts";
import { useHealth, useWebhooks, type Attempt, type Health, type Webhook } from "./hooks.queries.ts";
import "./hooks.css";
import { WebhookLog } from "./WebhookLog.tsx";
import { WebhookSheet } from "./WebhookSheet.tsx";

type Open = { what: "sheet"; webhook?: Webhook } | { what: "log"; webhook: Webhook } | undefined;

const STANDING: Record<Health["state"], Standing> = { ok: "good", failing: "bad", unset: "idle", off: "idle" };

export function WebhooksRoom() {
  const { t } = useTranslation();
  const say = useSay();
  const webhooks = useWebhooks();
  const health = useHealth();
  const roles = useRoles();
  const [open, setOpen] = useState<Open>();
  const [made, setMade] = useState<{ name: string; secret: string }>();
  const close = (): void => setOpen(undefined);
  return (
    <>
      <MadeList
        query={webhooks}
        hint={t("hooks.hint")}
        make={t("hooks.new")}
        onMake={() => setOpen({ what: "sheet" })}
        none={{ icon: IconWorld, title: t("hooks.none"), hint: t("hooks.noneHint") }}
        notice={
          made && (
            <OneTimeSecret
              title={say("hooks.secretMade", { name: made.name })}
              hint={t("hooks.secretOnce")}
              value={made.secret}
              onClose={() => setMade(undefined)}
            />
          )
        }
      >
        {(rows) => <WebhookTable rows={rows} health={health.data ?? []} onOpen={setOpen} onSecret={setMade} />}
      </MadeList>
      {open?.what === "sheet" && roles.data && (
        <WebhookSheet
          webhook={open.webhook}
          roles={roles.data}
          onClose={close}
          onSecret={(secret) => (close(), setMade(secret))}
        />
      )}
      {open?.what === "log" && <WebhookLog webhook={open.webhook} onClose={close} />}
    </>
  );
}

interface WebhookTableProps {
  rows: Webhook[];
  health: Health[];
  onOpen: (open: Open) => void;
  onSecret: (made: { name: string; secret: string }) => void;
}

function WebhookTable({ rows, health, onOpen, onSecret }: WebhookTableProps) {
  const { t } = useTranslation();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("settings.webhooks")}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("webhook.name")}</Table.Th>
            <Table.Th>{t("hooks.state")}</Table.Th>
            <Table.Th>{t("hooks.last")}</Table.Th>
            <Table.Th className="figure">{t("hooks.status.waiting")}</Table.Th>
            <Table.Th className="figure">{t("hooks.status.dead")}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t("settings.actions")}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((webhook) => {
            const its = health.find((each) => each.id === webhook.id);
            return (
              <Table.Tr key={webhook.id}>
                <Table.Td>
                  <OwnText>{webhook.name}</OwnText>
                  <Text size="xs" c="dimmed" className="hook-address">
                    <Ltr>{webhook.address}</Ltr>
                  </Text>
                </Table.Td>
                <Table.Td>
                  {its && <StatusMark standing={STANDING[its.state]}>{t(`hooks.state.${its.state}`)}</StatusMark>}
                  {webhook.offReason && (
                    <Text size="xs" c="dimmed">
                      {t(`hooks.off.${webhook.offReason}`)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  {its?.lastAt ? (
                    <>
                      <When at={its.lastAt} /> {its.lastStatus !== null && <Ltr>{`(${its.lastStatus})`}</Ltr>}
                    </>
                  ) : (
                    <Text c="dimmed">{t("settings.never")}</Text>
                  )}
                </Table.Td>
                <Table.Td className="figure">{its?.waiting ?? ""}</Table.Td>
                <Table.Td className="figure">{its && `${its.dead.value}${its.dead.exact ? "" : "+"}`}</Table.Td>
                <Table.Td>
                  <WebhookMenu webhook={webhook} onOpen={onOpen} onSecret={onSecret} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function WebhookMenu({
  webhook,
  onOpen,
  onSecret,
}: { webhook: Webhook } & Pick<WebhookTableProps, "onOpen" | "onSecret">) {
  const { t } = useTranslation();
  const say = useSay();
  const { id, name } = webhook;
  const failed = (error: Error): void => toast.problem(error.message);
  const test = useChange(() => api.post<Attempt & { text: string }>(`/webhooks/${id}/test`));
  const renew = useChange(() => api.post<{ secret: string }>(`/webhooks/${id}/secret`));
  const remove = useUndoable(
    (_: undefined, operation) => api.delete(`/webhooks/${id}`, { operation }),
    () => say("hooks.removed", { name }),
  );
  const turn = useUndoable(
    (active: boolean, operation) => api.patch(`/webhooks/${id}`, { active }, { operation }),
    (active) => say(active ? "hooks.turnedOn" : "hooks.turnedOff", { name }),
  );
  const tell = (answer: Attempt & { text: string }): void => {
    const said = answer.status === null ? (answer.error ?? "") : String(answer.status);
    const good = answer.status !== null && answer.status >= 200 && answer.status < 300;
    if (good) toast.done(say("hooks.testGood", { status: said }));
    else toast.problem(say("hooks.testBad", { status: said }));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={say("hooks.doings", { name })}
          loading={test.isPending || renew.isPending}
        >
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onOpen({ what: "sheet", webhook })}>{t("hooks.change")}</Menu.Item>
        <Menu.Item onClick={() => onOpen({ what: "log", webhook })}>{t("hooks.log")}</Menu.Item>
        <Menu.Item onClick={() => test.mutate(undefined, { onSuccess: tell, onError: failed })}>
          {t("hooks.test")}
        </Menu.Item>
        <Menu.Item
          onClick={() =>
            renew.mutate(undefined, { onSuccess: ({ secret }) => onSecret({ name, secret }), onError: failed })
          }
        >
          {t("hooks.renew")}
        </Menu.Item>
        <Menu.Item onClick={() => turn.mutate(!webhook.active, { onError: failed })}>
          {t(webhook.active ? "hooks.turnOff" : "hooks.turnOn")}
        </Menu.Item>
        <Menu.Item color="red" onClick={() => remove.mutate(undefined, { onError: failed })}>
          {t("hooks.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
