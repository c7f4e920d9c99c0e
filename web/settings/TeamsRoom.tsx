/** Teams: people who share records. */
import { ActionIcon, Button, Select, Table, TextInput } from "@mantine/core";
import { IconTrash, IconUsersGroup } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { useFormat } from "#ui/format.tsx";
import { EmptyState } from "#ui/states.tsx";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { FormProblem } from "./FormProblem.tsx";
import { Loaded } from "./Loaded.tsx";
import { useTeams, useUndoable, useUsers, type Team, type User } from "./settings.queries.ts";
import { useSay } from "#web/insight/say.ts";

export function TeamsRoom() {
  const { t } = useTranslation();
  const problem = useProblemText();
  const teams = useTeams();
  const users = useUsers();
  const [name, setName] = useState("");
  const say = useSay();
  const create = useUndoable(
    (_: void, operation) => api.post("/teams", { name }, { operation }),
    () => say("records.created", { title: name }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(undefined, { onSuccess: () => setName("") });
  };
  const rest = problem.rest(create.error, ["name"]);
  return (
    <>
      <form className="inline-form" onSubmit={submit}>
        <TextInput
          label={t("settings.newTeam")}
          required
          dir="auto"
          value={name}
          error={problem.at(create.error, "name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={create.isPending}>
          {t("settings.create")}
        </Button>
        <FormProblem>{rest}</FormProblem>
      </form>
      <Loaded query={teams}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={IconUsersGroup} title={t("settings.noTeams")}>
              {t("settings.noTeamsHint")}
            </EmptyState>
          ) : (
            <div className="scroll-x" tabIndex={0} role="region" aria-label={t("settings.teams")}>
              <Table verticalSpacing="xs">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t("settings.name")}</Table.Th>
                    <Table.Th>{t("settings.parentTeam")}</Table.Th>
                    <Table.Th>{t("settings.lead")}</Table.Th>
                    <Table.Th className="figure">{t("settings.members")}</Table.Th>
                    <Table.Th>
                      <span className="visually-hidden">{t("settings.actions")}</span>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((team) => (
                    <TeamRow key={`${team.id}${team.version}`} team={team} teams={rows} users={users.data ?? []} />
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          )
        }
      </Loaded>
    </>
  );
}

function TeamRow({ team, teams, users }: { team: Team; teams: Team[]; users: User[] }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const [name, setName] = useState(team.name);
  const refuse = (error: Error): void => toast.problem(error.message);
  const change = useUndoable(
    (patch: Record<string, unknown>, operation) => api.patch(`/teams/${team.id}`, patch, { operation }),
    () => say("undo.settings", { what: team.name }),
  );
  const remove = useUndoable(
    (_: void, operation) => api.delete(`/teams/${team.id}`, { operation }),
    () => say("settings.teamRemoved", { name: team.name }),
  );
  const take = (): void => remove.mutate(undefined, { onError: refuse });
  const rename = (): void => {
    if (name.trim() && name !== team.name)
      change.mutate(
        { name },
        {
          onError: (error) => {
            refuse(error);
            setName(team.name);
          },
        },
      );
  };
  return (
    <Table.Tr>
      <Table.Td>
        <TextInput
          size="xs"
          aria-label={say("settings.nameOf", { name: team.name })}
          dir="auto"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(event) => event.key === "Enter" && rename()}
        />
      </Table.Td>
      <Table.Td>
        <Select
          size="xs"
          aria-label={say("settings.parentTeamOf", { name: team.name })}
          placeholder={t("settings.noParentTeam")}
          clearable
          searchable
          data={teams
            .filter((each) => !isWithin(teams, each.id, team.id))
            .map((each) => ({ value: each.id, label: each.name }))}
          value={team.parent?.id ?? null}
          onChange={(parent) => change.mutate({ parent }, { onError: refuse })}
        />
      </Table.Td>
      <Table.Td>
        <Select
          size="xs"
          aria-label={say("settings.leadOf", { name: team.name })}
          placeholder={t("settings.noLead")}
          clearable
          data={users.map((user) => ({ value: user.id, label: user.name }))}
          value={team.lead?.id ?? null}
          onChange={(lead) => change.mutate({ lead }, { onError: refuse })}
        />
      </Table.Td>
      <Table.Td className="figure">
        {format.number(users.filter((user) => user.teams.some((entry) => entry.id === team.id)).length)}
      </Table.Td>
      <Table.Td>
        <ActionIcon
          aria-label={say("settings.removeTeam", { name: team.name })}
          loading={remove.isPending}
          onClick={take}
        >
          <IconTrash size={17} />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  );
}

/** Is the team this other one, or beneath it? */
function isWithin(teams: readonly Team[], id: string, other: string): boolean {
  const above = new Map(teams.map((team) => [team.id, team.parent?.id]));
  const met = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !met.has(at); at = above.get(at)) {
    if (at === other) return true;
    met.add(at);
  }
  return false;
}
