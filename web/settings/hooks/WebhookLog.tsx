/** What a webhook has sent and what waits: each message with its attempts, to be sent again one by one or by time. */
import { Button, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { When } from "#ui/format.tsx";
import { Ltr } from "#ui/own-text.tsx";
import { LinesSkeleton } from "#ui/states.tsx";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import { useSay } from "#web/insight/say.ts";
import { useTranslation } from "#web/language/language.ts";
import { StatusMark, type Standing } from "#web/jobs/StatusMark.tsx";
import { LogDrawer } from "../LogDrawer.tsx";
import { useChange } from "../settings.queries.ts";
import { useDelivery, useLog, type Delivery, type Webhook } from "./hooks.queries.ts";

const STANDING: Record<Delivery["status"], Standing> = { waiting: "busy", done: "good", dead: "bad" };
const HOUR_MS = 3_600_000;

/** `2026-11-23T14:05` of the browser's clock, as the input of a moment wants it. */
const local = (at: Date): string => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

export function WebhookLog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const [status, setStatus] = useState<Delivery["status"] | "all">("all");
  const [open, setOpen] = useState<string>();
  const log = useLog(webhook.id, status === "all" ? null : status);
  return (
    <LogDrawer
      title={say("hooks.logOf", { name: webhook.name })}
      log={log}
      states={{
        label: t("hooks.shown"),
        value: status,
        options: (["all", "waiting", "done", "dead"] as const).map((value) => ({
          value,
          label: t(`hooks.status.${value}`),
        })),
      }}
      none={{ title: t("hooks.nothingSent"), hint: t("hooks.nothingSentHint") }}
      more={t("hooks.more")}
      className="plain-list deliveries"
      tools={<Replay webhook={webhook} />}
      onState={setStatus}
      onClose={onClose}
    >
      {(row) => (
        <li key={row.id}>
          <button
            type="button"
            className="delivery"
            aria-expanded={open === row.id}
            onClick={() => setOpen(open === row.id ? undefined : row.id)}
          >
            <Ltr>{row.type}</Ltr>
            <StatusMark standing={STANDING[row.status]}>{t(`hooks.status.${row.status}`)}</StatusMark>
            <Text span size="xs" c="dimmed">
              {row.last?.status ?? row.last?.error ?? ""}
            </Text>
            <Text span size="xs" c="dimmed">
              <When at={row.createdAt} />
            </Text>
          </button>
          {open === row.id && <Message webhook={webhook} id={row.id} />}
        </li>
      )}
    </LogDrawer>
  );
}

function Message({ webhook, id }: { webhook: Webhook; id: string }) {
  const { t } = useTranslation();
  const found = useDelivery(webhook.id, id);
  const again = useChange(() => api.post(`/webhooks/${webhook.id}/deliveries/${id}/again`));
  const send = (): void =>
    again.mutate(undefined, {
      onSuccess: () => toast.done(t("hooks.sentAgain")),
      onError: (error) => toast.problem(error.message),
    });
  if (found.error)
    return (
      <Text role="alert" size="sm" c="var(--bad)">
        {found.error.message}
      </Text>
    );
  if (!found.data) return <LinesSkeleton lines={3} />;
  const { body, tries } = found.data;
  return (
    <Stack gap="xs" w="100%">
      {tries.map((each) => (
        <Text key={each.at} size="xs">
          <When at={each.at} /> · <Ltr>{`${each.status ?? each.error} · ${each.ms} ms`}</Ltr>
          {each.answer && (
            <Code block dir="ltr">
              {each.answer}
            </Code>
          )}
        </Text>
      ))}
      <Code block dir="ltr" className="delivery-body">
        {JSON.stringify(JSON.parse(body), null, 2)}
      </Code>
      <Group justify="flex-end">
        <Button size="compact-sm" variant="default" loading={again.isPending} onClick={send}>
          {t("hooks.again")}
        </Button>
      </Group>
    </Stack>
  );
}

function Replay({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(() => local(new Date(Date.now() - HOUR_MS)));
  const [to, setTo] = useState(() => local(new Date()));
  const replay = useChange(() =>
    api.post(`/webhooks/${webhook.id}/replay`, { from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
  );
  const begin = (): void =>
    replay.mutate(undefined, {
      onSuccess: () => toast.done(t("hooks.replayBegun")),
      onError: (error) => toast.problem(error.message),
    });
  return (
    <div className="inline-form">
      <TextInput
        type="datetime-local"
        label={t("hooks.from")}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={t("hooks.to")}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button variant="default" loading={replay.isPending} disabled={!webhook.active || !from || !to} onClick={begin}>
        {t("hooks.replay")}
      </Button>
    </div>
  );
}
