/** Setting a new password with the link that was mailed or handed over. */
import { Alert, Anchor, Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "#web/api/client.ts";
import { useLink } from "#web/insight/links.ts";
import { useTranslation } from "#web/language/language.ts";
import { paths } from "#web/paths.ts";
import { PasswordField } from "./PasswordField.tsx";
import { useProblemText } from "./problem-text.ts";
import { Threshold } from "./Threshold.tsx";

export function ResetPage() {
  const { t } = useTranslation();
  const at = useLink();
  const problem = useProblemText();
  const [password, setPassword] = useState("");
  const token = new URLSearchParams(location.search).get("token") ?? "";
  const reset = useMutation({
    mutationFn: () => api.post("/api/auth/reset-password", { token, newPassword: password }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    reset.mutate();
  };
  const rest = token === "" ? t("setup.linkGone") : problem.rest(reset.error, ["newPassword"]);
  return (
    <Threshold title={t("setup.resetTitle")} lead={t("setup.resetLead")}>
      <form onSubmit={submit}>
        {reset.isSuccess ? (
          <Alert color="green" variant="light" role="status">
            {t("setup.resetDone")}
          </Alert>
        ) : (
          <>
            <PasswordField
              label={t("setup.newPassword")}
              value={password}
              error={problem.at(reset.error, "newPassword")}
              onChange={setPassword}
            />
            {rest && (
              <Alert color="red" variant="light" role="alert">
                {rest}
              </Alert>
            )}
            <Button type="submit" size="md" disabled={token === ""} loading={reset.isPending}>
              {t("setup.resetNow")}
            </Button>
          </>
        )}
        <Anchor size="sm" {...at(paths.signIn())}>
          {t("setup.backToSignIn")}
        </Anchor>
      </form>
    </Threshold>
  );
}
