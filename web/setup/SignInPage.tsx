/** Signing in with e-mail and password, and what to do when the password is forgotten. */
import { Alert, Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useState, type FormEvent } from "react";
import { api } from "#web/api/client.ts";
import { sessionQuery } from "#web/api/session.ts";
import { isLanguage, useLanguage, useTranslation } from "#web/language/language.ts";
import { paths } from "#web/paths.ts";
import { useProblemText } from "./problem-text.ts";
import { Threshold } from "./Threshold.tsx";

/** Only addresses of these screens: a link must not lead elsewhere after signing in. */
function nextAddress(): string {
  const next = new URLSearchParams(location.search).get("next") ?? "";
  return /^\/(?![/\\])/.test(next) ? next : paths.home();
}

export function SignInPage() {
  const { t } = useTranslation();
  const { change } = useLanguage();
  const queries = useQueryClient();
  const router = useRouter();
  const problem = useProblemText();
  const session = useQuery(sessionQuery);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [forgotten, setForgotten] = useState(false);
  const signIn = useMutation({
    mutationFn: () => api.post("/api/auth/sign-in/email", { email, password }),
    onSuccess: async () => {
      // A session that ended by itself has left what somebody else may have seen.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
      const now = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
      if (isLanguage(now.user?.language)) await change(now.user.language);
      router.history.push(nextAddress());
    },
  });
  const first = session.data?.setup === true;
  useEffect(() => {
    if (first) router.history.replace(paths.setup());
  }, [first, router]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate();
  };
  if (forgotten) return <Forgotten email={email} onBack={() => setForgotten(false)} />;
  const wrong = problem.rest(signIn.error, ["email"]);
  return (
    <Threshold title={t("setup.signIn")}>
      <form onSubmit={submit}>
        <TextInput
          label={t("setup.email")}
          type="email"
          required
          autoFocus
          autoComplete="username"
          dir="ltr"
          value={email}
          error={problem.at(signIn.error, "email")}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("setup.password")}
          required
          autoComplete="current-password"
          dir="ltr"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {wrong && (
          <Alert color="red" variant="light" role="alert">
            {wrong}
          </Alert>
        )}
        <Button type="submit" size="md" loading={signIn.isPending}>
          {t("setup.signIn")}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={() => setForgotten(true)}>
          {t("setup.forgotten")}
        </Anchor>
      </form>
    </Threshold>
  );
}

function Forgotten({ email: known, onBack }: { email: string; onBack(): void }) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const [email, setEmail] = useState(known);
  const ask = useMutation({ mutationFn: () => api.post("/api/auth/request-password-reset", { email }) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    ask.mutate();
  };
  // Without a mail server nothing can be sent: an administrator hands over a link.
  const noMail = ask.error !== null && "status" in ask.error && ask.error.status === 503;
  return (
    <Threshold title={t("setup.forgottenTitle")} lead={t("setup.forgottenLead")}>
      <form onSubmit={submit}>
        {ask.isSuccess ? (
          <Alert color="green" variant="light" role="status">
            {t("setup.mailSent")}
          </Alert>
        ) : (
          <>
            <TextInput
              label={t("setup.email")}
              type="email"
              required
              autoFocus
              autoComplete="username"
              dir="ltr"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            {noMail ? (
              <Alert color="yellow" variant="light" role="alert">
                {t("setup.noMail")}
              </Alert>
            ) : (
              ask.error && (
                <Alert color="red" variant="light" role="alert">
                  {problem.rest(ask.error)}
                </Alert>
              )
            )}
            <Button type="submit" size="md" loading={ask.isPending}>
              {t("setup.sendLink")}
            </Button>
          </>
        )}
        <Anchor component="button" type="button" size="sm" onClick={onBack}>
          {t("setup.backToSignIn")}
        </Anchor>
      </form>
    </Threshold>
  );
}
