/** Taking up an invitation: name and password, and one is in. */
import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { useEffect, useState, type FormEvent } from "react";
import { LinesSkeleton } from "#ui/states.tsx";
import { ApiError, api } from "#web/api/client.ts";
import { sessionQuery } from "#web/api/session.ts";
import { changeLanguage, isLanguage, useTranslation } from "#web/language/language.ts";
import { paths } from "#web/paths.ts";
import { PasswordField } from "./PasswordField.tsx";
import { useProblemText } from "./problem-text.ts";
import { Threshold } from "./Threshold.tsx";
import { useSay } from "#web/insight/say.ts";

interface Invitation {
  email: string;
  workspace: { slug: string; name: string };
  /** The language of whom invited. */
  language: string;
  /** Someone with this e-mail signs in already: their password confirms it. */
  hasAccount: boolean;
}

export function InvitationPage() {
  const { t, i18n } = useTranslation();
  const say = useSay();
  const router = useRouter();
  const queries = useQueryClient();
  const problem = useProblemText();
  const { token = "" } = useParams({ strict: false }) as { token?: string };
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const address = `/api/invitations/${encodeURIComponent(token)}`;
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => api.get<Invitation>(address, { signal }),
    retry: false,
  });
  const accept = useMutation({
    mutationFn: () => api.post<{ workspace: { slug: string } }>(`${address}/accept`, { name, password }),
    onSuccess: async ({ workspace }) => {
      const session = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
      router.history.push(session.user === null ? paths.signIn() : paths.workspace(workspace.slug));
    },
  });
  const inviter = invitation.data?.language;
  useEffect(() => {
    if (isLanguage(inviter) && localStorage.getItem("raabta.language") === null) void changeLanguage(inviter);
  }, [inviter]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    accept.mutate();
  };
  if (invitation.error) {
    const gone = invitation.error instanceof ApiError && [404, 409, 410, 422].includes(invitation.error.status);
    return (
      <Threshold title={t("setup.invitationGone")}>
        <Alert mt="md" color="yellow" variant="light" role="alert">
          {gone ? t("setup.invitationGoneText") : problem.rest(invitation.error)}
        </Alert>
      </Threshold>
    );
  }
  const rest = problem.rest(accept.error, ["name", "password"]);
  return (
    <Threshold
      title={say("setup.invited", { company: invitation.data?.workspace.name ?? "Raabta" })}
      lead={invitation.data && say("setup.invitedAs", { email: invitation.data.email })}
    >
      {invitation.isPending ? (
        <LinesSkeleton lines={4} />
      ) : (
        <form onSubmit={submit}>
          <input type="email" autoComplete="username" value={invitation.data.email} readOnly hidden />
          <TextInput
            label={t("setup.name")}
            required
            autoFocus
            autoComplete="name"
            dir="auto"
            lang={i18n.language}
            value={name}
            error={problem.at(accept.error, "name")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {invitation.data.hasAccount ? (
            <PasswordInput
              label={t("setup.password")}
              description={t("setup.ownPassword")}
              required
              autoComplete="current-password"
              dir="ltr"
              value={password}
              error={problem.at(accept.error, "password")}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          ) : (
            <PasswordField
              label={t("setup.password")}
              value={password}
              known={[name, invitation.data.email]}
              error={problem.at(accept.error, "password")}
              onChange={setPassword}
            />
          )}
          {rest && (
            <Alert color="red" variant="light" role="alert">
              {rest}
            </Alert>
          )}
          <Button type="submit" size="md" loading={accept.isPending}>
            {t("setup.join")}
          </Button>
        </form>
      )}
    </Threshold>
  );
}
