/** Makes a webhook, or changes it: where to, what, and with whose rights. */
import { Button, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { FormEvent } from "react";
import { api } from "#web/api/client.ts";
import { useMeta } from "#web/api/meta.ts";
import { DraftSheet } from "#web/frame/DraftSheet.tsx";
import { useDrafted } from "#web/frame/drafts.ts";
import { useTranslation } from "#web/language/language.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { FormEnd } from "../FormEnd.tsx";
import { replaced } from "../replaced.ts";
import { RolePick } from "../RolePick.tsx";
import { useChange, useUndoable, type Role } from "../settings.queries.ts";
import type { Topic, Webhook } from "./hooks.queries.ts";
import { TopicEditor } from "./TopicEditor.tsx";

interface WebhookSheetProps {
  webhook: Webhook | undefined;
  roles: Role[];
  onClose: () => void;
  onSecret: (made: { name: string; secret: string }) => void;
}

export function WebhookSheet({ onClose, ...rest }: WebhookSheetProps) {
  const { t } = useTranslation();
  return (
    <DraftSheet
      id={`webhook ${rest.webhook?.id ?? ""}`}
      size="lg"
      title={t(rest.webhook ? "hooks.change" : "hooks.new")}
      onClose={onClose}
    >
      {(end) => <WebhookForm {...rest} onEnd={end} />}
    </DraftSheet>
  );
}

function WebhookForm({ webhook, roles, onEnd, onSecret }: Omit<WebhookSheetProps, "onClose"> & { onEnd: () => void }) {
  const { t } = useTranslation();
  const meta = useMeta();
  const problem = useProblemText();
  const first = meta.objects.find((object) => object.rights.read && !object.internal)?.name ?? "";
  const [name, setName] = useDrafted("name", webhook?.name ?? "");
  const [address, setAddress] = useDrafted("address", webhook?.address ?? "");
  const [role, setRole] = useDrafted(
    "role",
    webhook?.role?.id ?? roles.find((each) => each.key === "readOnly")?.id ?? null,
  );
  const [active, setActive] = useDrafted("active", webhook?.active ?? true);
  const [topics, setTopics] = useDrafted<Topic[]>(
    "topics",
    webhook?.topics ?? [{ object: first, on: ["created", "updated"] }],
  );
  const make = useChange(async (input: object) => {
    const made = await api.post<Webhook>("/webhooks", input);
    return api.post<{ secret: string }>(`/webhooks/${made.id}/secret`);
  });
  const edit = useUndoable(
    (input: object, operation) => api.patch(`/webhooks/${webhook?.id}`, input, { operation }),
    () => t("settings.saved"),
  );
  const work = webhook ? edit : make;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const input = { name, address, role, active, topics };
    if (webhook) return edit.mutate(input, { onSuccess: onEnd });
    make.mutate(input, {
      onSuccess: ({ secret }) => {
        onEnd();
        onSecret({ name, secret });
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t("webhook.name")}
          required
          dir="auto"
          data-autofocus
          value={name}
          error={problem.at(work.error, "name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t("webhook.address")}
          placeholder="https://example.com/hook"
          required
          dir="ltr"
          type="url"
          value={address}
          error={problem.at(work.error, "address")}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <RolePick roles={roles} value={role} onChange={setRole} />
        <Text size="xs" c="dimmed">
          {t("hooks.roleHint")}
        </Text>
        {topics.map((topic, place) => (
          <TopicEditor
            key={place}
            topic={topic}
            onChange={(next) => setTopics(replaced(topics, place, next))}
            onRemove={() => setTopics(replaced(topics, place, undefined))}
          />
        ))}
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setTopics([...topics, { object: first, on: ["created", "updated"] }])}
        >
          {t("hooks.addTopic")}
        </Button>
        <Switch
          label={t("webhook.active")}
          checked={active}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
        <FormEnd
          problem={problem.rest(work.error, ["name", "address"])}
          label={t(webhook ? "settings.save" : "hooks.make")}
          busy={work.isPending}
          disabled={role === null}
          onCancel={onEnd}
        />
      </Stack>
    </form>
  );
}
