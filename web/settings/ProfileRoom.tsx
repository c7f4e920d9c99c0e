/** One's own account: name, language, appearance, password, and the devices one is signed in on. */
import { Button, SegmentedControl, Text, TextInput, useMantineColorScheme } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { Ltr } from "#ui/own-text.tsx";
import { api } from "#web/api/client.ts";
import { useMeta } from "#web/api/meta.ts";
import { usePreferences } from "#web/frame/preferences.ts";
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, useLanguage, useTranslation } from "#web/language/language.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { PasswordForm } from "./PasswordForm.tsx";
import { SessionList } from "./SessionList.tsx";
import { useUndoing } from "#web/undo/undoing.ts";
import { useChange } from "./settings.queries.ts";

const THEMES = ["auto", "light", "dark"] as const;

/** Begun anew when the name was changed elsewhere, or taken back. */
export function ProfileRoom() {
  const { me } = useMeta();
  return <Profile key={me.name} />;
}

function Profile() {
  const { t } = useTranslation();
  const { me } = useMeta();
  const { language } = useLanguage();
  const { setLanguage, setTheme } = usePreferences();
  const { colorScheme } = useMantineColorScheme();
  const problem = useProblemText();
  const [name, setName] = useState(me.name);
  const undoing = useUndoing();
  const save = useChange(() => api.patch("/me", { name }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const before = me.name;
    const back = () => api.patch("/me", { name: before });
    save.mutate(undefined, { onSuccess: () => undoing.offer({ what: t("settings.saved"), back }) });
  };
  return (
    <div className="profile">
      <section>
        <form className="inline-form" onSubmit={submit}>
          <TextInput
            label={t("settings.yourName")}
            required
            dir="auto"
            autoComplete="name"
            value={name}
            error={problem.at(save.error, "name") ?? problem.rest(save.error, ["name"])}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={name === me.name} loading={save.isPending}>
            {t("settings.save")}
          </Button>
        </form>
        <Text size="sm" c="dimmed" mt={4}>
          <Ltr>{me.email}</Ltr>
        </Text>
      </section>
      <section className="profile-choices">
        <div>
          <h2 id="own-language">{t("settings.language")}</h2>
          <SegmentedControl
            aria-labelledby="own-language"
            data={LANGUAGES.map((value) => ({ value, label: <span lang={value}>{LANGUAGE_NAMES[value]}</span> }))}
            value={language}
            onChange={(value) => isLanguage(value) && void setLanguage(value)}
          />
        </div>
        <div>
          <h2 id="own-theme">{t("settings.theme")}</h2>
          <SegmentedControl
            aria-labelledby="own-theme"
            data={THEMES.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
            value={colorScheme}
            onChange={(value) => setTheme(value as (typeof THEMES)[number])}
          />
        </div>
      </section>
      <PasswordForm email={me.email} name={me.name} />
      <SessionList />
    </div>
  );
}
