/** Inviting someone: e-mail, role, teams; out comes a link that works once. */
import { Button, MultiSelect, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { FormProblem } from "./FormProblem.tsx";
import { RolePick } from "./RolePick.tsx";
import { useChange, type Role, type Team } from "./settings.queries.ts";

export function InviteForm({
  roles,
  teams,
  onInvited,
}: {
  roles: Role[];
  teams: Team[];
  onInvited(email: string, link: string): void;
}) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const usual = role ?? roles.find((entry) => entry.key === "sales")?.id ?? roles[0]?.id ?? null;
  const invite = useChange(() => api.post<{ link: string }>("/invitations", { email, role: usual, teams: chosen }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate(undefined, {
      onSuccess: ({ link }) => {
        onInvited(email, link);
        setEmail("");
      },
    });
  };
  const rest = problem.rest(invite.error, ["email"]);
  return (
    <form className="inline-form" onSubmit={submit} aria-label={t("settings.invite")}>
      <TextInput
        label={t("settings.email")}
        type="email"
        required
        dir="ltr"
        autoComplete="off"
        value={email}
        error={problem.at(invite.error, "email")}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <RolePick roles={roles} value={usual} onChange={setRole} />
      {teams.length > 0 && (
        <MultiSelect
          label={t("settings.teams")}
          data={teams.map((team) => ({ value: team.id, label: team.name }))}
          value={chosen}
          onChange={setChosen}
        />
      )}
      <Button type="submit" loading={invite.isPending} disabled={usual === null}>
        {t("settings.invite")}
      </Button>
      <FormProblem>{rest}</FormProblem>
    </form>
  );
}
