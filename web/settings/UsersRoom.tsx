/** Who works here, in which role and teams; inviting someone, and closing the door to someone. */
import { Button, Menu, MultiSelect, Select, Table, Text, ActionIcon } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useFormat, When } from "#ui/format.tsx";
import { Ltr, OwnText } from "#ui/own-text.tsx";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import { useMeta } from "#web/api/meta.ts";
import { StatusMark } from "#web/jobs/StatusMark.tsx";
import { useTranslation } from "#web/language/language.ts";
import { seeAs } from "#web/frame/seeing.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { InviteForm } from "./InviteForm.tsx";
import { Loaded } from "./Loaded.tsx";
import { OneTimeSecret } from "./OneTimeSecret.tsx";
import { useRoleWords } from "./role-words.ts";
import {
  useChange,
  useUndoable,
  useInvitations,
  useRoles,
  useTeams,
  useUsers,
  type Invitation,
  type Role,
  type Team,
  type User,
} from "./settings.queries.ts";
import { useSay } from "#web/insight/say.ts";

export function UsersRoom() {
  const { t } = useTranslation();
  const say = useSay();
  const users = useUsers();
  const roles = useRoles();
  const teams = useTeams();
  const invitations = useInvitations();
  const [link, setLink] = useState<{ title: string; hint: string; value: string } | null>(null);
  const open = (invitations.data ?? []).filter((invitation) => invitation.acceptedAt === null);
  return (
    <>
      <InviteForm
        roles={roles.data ?? []}
        teams={teams.data ?? []}
        onInvited={(email, value) =>
          setLink({ title: say("settings.invitedTitle", { email }), hint: t("settings.inviteHint"), value })
        }
      />
      {link && <OneTimeSecret {...link} onClose={() => setLink(null)} />}
      <Loaded query={users}>
        {(rows) => (
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t("settings.users")}>
            <Table verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("settings.name")}</Table.Th>
                  <Table.Th>{t("settings.role")}</Table.Th>
                  <Table.Th>{t("settings.teams")}</Table.Th>
                  <Table.Th>{t("settings.status")}</Table.Th>
                  <Table.Th>{t("settings.lastSeen")}</Table.Th>
                  <Table.Th>
                    <span className="visually-hidden">{t("settings.actions")}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((user) => (
                  <UserRow
                    key={user.id}
                    user={user}
                    roles={roles.data ?? []}
                    teams={teams.data ?? []}
                    onLink={setLink}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </Loaded>
      {open.length > 0 && <OpenInvitations invitations={open} />}
    </>
  );
}

function UserRow({
  user,
  roles,
  teams,
  onLink,
}: {
  user: User;
  roles: Role[];
  teams: Team[];
  onLink(link: { title: string; hint: string; value: string }): void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { me, workspace } = useMeta();
  const words = useRoleWords();
  const problem = useProblemText();
  const itself = user.id === me.id;
  const change = useUndoable(
    (patch: Record<string, unknown>, operation) => api.patch(`/users/${user.id}`, patch, { operation }),
    () => say("undo.settings", { what: user.name }),
  );
  const reset = useChange(() => api.post<{ link: string }>(`/users/${user.id}/reset-link`));
  const save = (patch: Record<string, unknown>): void =>
    change.mutate(patch, { onError: (error) => toast.problem(problem.rest(error) ?? error.message) });
  const askReset = (): void =>
    reset.mutate(undefined, {
      onSuccess: ({ link }) =>
        onLink({ title: say("settings.resetTitle", { name: user.name }), hint: t("settings.resetHint"), value: link }),
      onError: (error) => toast.problem(problem.rest(error) ?? error.message),
    });
  const active = user.status === "active";
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600}>
          <OwnText>{user.name}</OwnText>
          {itself && (
            <Text span c="dimmed" fw={400}>
              {" "}
              {t("settings.you")}
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          <Ltr>{user.email}</Ltr>
        </Text>
      </Table.Td>
      <Table.Td>
        <Select
          size="xs"
          w={150}
          aria-label={say("settings.roleOf", { name: user.name })}
          data={roles.map((role) => ({ value: role.id, label: words.name(role) }))}
          value={user.role?.id ?? null}
          disabled={itself}
          allowDeselect={false}
          onChange={(role) => role && save({ role })}
        />
      </Table.Td>
      <Table.Td>
        <MultiSelect
          size="xs"
          miw={150}
          maw={260}
          aria-label={say("settings.teamsOf", { name: user.name })}
          data={teams.map((team) => ({ value: team.id, label: team.name }))}
          value={user.teams.map((team) => team.id)}
          placeholder={user.teams.length === 0 ? t("settings.noTeam") : ""}
          onChange={(chosen) => save({ teams: chosen })}
        />
      </Table.Td>
      <Table.Td>
        <StatusMark standing={active ? "good" : "idle"}>{t(`settings.status.${user.status}`)}</StatusMark>
      </Table.Td>
      <Table.Td>{user.lastSeenAt ? <When at={user.lastSeenAt} /> : <Text c="dimmed">–</Text>}</Table.Td>
      <Table.Td>
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label={say("settings.actionsOf", { name: user.name })}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {!itself && active && (
              <Menu.Item
                onClick={() =>
                  void seeAs(workspace.slug, { user: user.id }).catch((error: Error) =>
                    toast.problem(problem.rest(error) ?? error.message),
                  )
                }
              >
                {say("seeAs.of", { name: user.name })}
              </Menu.Item>
            )}
            <Menu.Item onClick={askReset}>{t("settings.resetLink")}</Menu.Item>
            {!itself && (
              <Menu.Item
                {...(active ? { color: "red" } : {})}
                onClick={() => save({ status: active ? "suspended" : "active" })}
              >
                {t(active ? "settings.suspend" : "settings.activate")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}

function OpenInvitations({ invitations }: { invitations: Invitation[] }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const [opened] = useState(() => Date.now());
  const withdraw = useChange((id: string) => api.delete(`/invitations/${id}`));
  return (
    <section aria-label={t("settings.openInvitations")}>
      <h2>{t("settings.openInvitations")}</h2>
      <ul className="plain-list">
        {invitations.map((invitation) => (
          <li key={invitation.id}>
            <div>
              <Ltr>{invitation.email}</Ltr>{" "}
              <Text span size="xs" c="dimmed">
                {Date.parse(invitation.expiresAt) < opened
                  ? t("settings.expired")
                  : say("settings.until", { date: format.dateTime(invitation.expiresAt) })}
              </Text>
            </div>
            <Button
              size="compact-sm"
              variant="default"
              loading={withdraw.isPending && withdraw.variables === invitation.id}
              onClick={() => withdraw.mutate(invitation.id)}
            >
              {t("settings.withdraw")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
