/** Keys by which programs act in this workspace, each with the rights of a role or of a part of it. */
import { Badge, Button, Table, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { When } from "#ui/format.tsx";
import { Ltr, OwnText } from "#ui/own-text.tsx";
import { EmptyState } from "#ui/states.tsx";
import { api } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { useRoleName } from "#web/records/role-words.ts";
import { useWords } from "#web/records/words.ts";
import { KeyForm } from "./KeyForm.tsx";
import { Loaded } from "./Loaded.tsx";
import { OneTimeSecret } from "./OneTimeSecret.tsx";
import { useApiKeys, useChange, useRoles, type ApiKey } from "./settings.queries.ts";
import { useSay } from "#web/insight/say.ts";

export function ApiKeysRoom() {
  const { t } = useTranslation();
  const say = useSay();
  const keys = useApiKeys();
  const roles = useRoles();
  const [secret, setSecret] = useState<{ name: string; key: string } | null>(null);
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("settings.keysHint")}
      </Text>
      <KeyForm roles={roles.data ?? []} onMade={setSecret} />
      {secret && (
        <OneTimeSecret
          title={say("settings.keyMade", { name: secret.name })}
          hint={t("settings.keyOnce")}
          value={secret.key}
          onClose={() => setSecret(null)}
        />
      )}
      <Loaded query={keys}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={IconKey} title={t("settings.noKeys")}>
              {t("settings.noKeysHint")}
            </EmptyState>
          ) : (
            <KeyTable keys={rows} />
          )
        }
      </Loaded>
    </>
  );
}

/** What a key keeps of its role, in a line; nothing where that is all of it. */
function ScopeText({ scope }: { scope: ApiKey["scope"] }) {
  const { t } = useTranslation();
  const words = useWords();
  const parts = [
    ...(scope?.readOnly ? [t("settings.keyReadOnly")] : []),
    ...(scope?.objects ? [scope.objects.map((name) => words.many(name)).join(", ")] : []),
  ];
  return parts.length === 0 ? null : (
    <Text size="xs" c="dimmed">
      {parts.join(" · ")}
    </Text>
  );
}

const isOver = (key: ApiKey): boolean => key.expiresAt !== null && Date.parse(key.expiresAt) <= Date.now();

function KeyTable({ keys }: { keys: ApiKey[] }) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const [asked, setAsked] = useState<string | null>(null);
  const revoke = useChange((id: string) => api.delete(`/api-keys/${id}`));
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("settings.api-keys")}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("settings.name")}</Table.Th>
            <Table.Th>{t("settings.begins")}</Table.Th>
            <Table.Th>{t("settings.role")}</Table.Th>
            <Table.Th>{t("settings.created")}</Table.Th>
            <Table.Th>{t("settings.lastUsed")}</Table.Th>
            <Table.Th>{t("settings.expires")}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t("settings.actions")}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => (
            <Table.Tr key={key.id}>
              <Table.Td>
                <OwnText>{key.name}</OwnText>
              </Table.Td>
              <Table.Td>
                <Text span ff="monospace" size="xs">
                  <Ltr>{key.prefix ?? ""}…</Ltr>
                </Text>
              </Table.Td>
              <Table.Td>
                {roleName(key.role?.title ?? "")}
                <ScopeText scope={key.scope} />
              </Table.Td>
              <Table.Td>
                <When at={key.createdAt} />
              </Table.Td>
              <Table.Td>
                {key.lastUsedAt ? <When at={key.lastUsedAt} /> : <Text c="dimmed">{t("settings.never")}</Text>}
              </Table.Td>
              <Table.Td>
                {key.expiresAt ? <When at={key.expiresAt} /> : <Text c="dimmed">{t("settings.never")}</Text>}
              </Table.Td>
              <Table.Td>
                {key.revokedAt ? (
                  <Badge variant="light" color="gray">
                    {t("settings.revoked")}
                  </Badge>
                ) : isOver(key) ? (
                  <Badge variant="light" color="gray">
                    {t("settings.keyOver")}
                  </Badge>
                ) : asked === key.id ? (
                  <Button
                    size="compact-sm"
                    color="red"
                    loading={revoke.isPending}
                    onClick={() => revoke.mutate(key.id, { onSettled: () => setAsked(null) })}
                  >
                    {t("settings.revokeNow")}
                  </Button>
                ) : (
                  <Button size="compact-sm" variant="default" onClick={() => setAsked(key.id)}>
                    {t("settings.revoke")}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
