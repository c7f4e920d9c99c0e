/** Changing one's own password; other devices are signed out. */
import { Button, PasswordInput, Text } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { PasswordField } from "#web/setup/PasswordField.tsx";
import { useProblemText } from "#web/setup/problem-text.ts";
import { useChange } from "./settings.queries.ts";

export function PasswordForm({ email, name }: { email: string; name: string }) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const change = useChange(() =>
    api.post("/api/auth/change-password", { currentPassword, newPassword, revokeOtherSessions: true }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(undefined, {
      onSuccess: () => {
        setCurrent("");
        setNew("");
        toast.done(t("settings.passwordChanged"));
      },
    });
  };
  const rest = problem.rest(change.error, ["currentPassword", "newPassword"]);
  return (
    <section>
      <h2>{t("settings.password")}</h2>
      <form className="settings-form password-form" onSubmit={submit}>
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label={t("settings.currentPassword")}
          required
          autoComplete="current-password"
          dir="ltr"
          value={currentPassword}
          error={problem.at(change.error, "currentPassword")}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordField
          label={t("settings.newPassword")}
          value={newPassword}
          known={[name, email]}
          error={problem.at(change.error, "newPassword")}
          onChange={setNew}
        />
        {rest && (
          <Text role="alert" c="var(--bad)" size="sm">
            {rest}
          </Text>
        )}
        <div>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t("settings.changePassword")}
          </Button>
        </div>
      </form>
    </section>
  );
}
