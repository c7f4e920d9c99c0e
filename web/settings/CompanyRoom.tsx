/** The company: its name, country, currency, time zone, week, year, language and numerals. */
import { Button, Select, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "#web/api/client.ts";
import { useMeta, type WorkspaceSettings } from "#web/api/meta.ts";
import { ArchiveSection } from "#web/exports/ArchiveSection.tsx";
import { useCurrencies, useTimeZones } from "#web/import/places.ts";
import { LANGUAGE_NAMES, LANGUAGES, useTranslation } from "#web/language/language.ts";
import { useCountries } from "#web/setup/countries.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { useCalendarWords } from "#web/setup/ProposalFields.tsx";
import { useUndoing } from "#web/undo/undoing.ts";
import { useChange } from "./settings.queries.ts";

const NUMERALS = ["latn", "deva", "arabext"];
const SHOWN = ["name", "country", "baseCurrency", "timeZone"];

/** Begun anew when what it shows was changed elsewhere, or taken back. */
export function CompanyRoom() {
  const { workspace } = useMeta();
  return <CompanyForm key={JSON.stringify(workspace)} />;
}

function CompanyForm() {
  const { t } = useTranslation();
  const { workspace } = useMeta();
  const queries = useQueryClient();
  const problem = useProblemText();
  const countries = useCountries();
  const currencies = useCurrencies();
  const calendar = useCalendarWords();
  const [name, setName] = useState(workspace.name);
  const [settings, setSettings] = useState<WorkspaceSettings>(workspace.settings);
  const zones = useTimeZones(settings.timeZone);
  const orders = useQuery({
    queryKey: ["settings", workspace.slug, "any-order"],
    queryFn: async () =>
      (await api.get<{ data: unknown[] }>("/orders", { query: { limit: 1, fields: "id", count: "none" } })).data
        .length > 0,
    retry: false,
  });
  const undoing = useUndoing();
  const save = useChange(() => {
    const { sample: _fixed, ...changeable } = settings;
    return api.patch("/workspace", { name, settings: changeable });
  });
  const set = (change: Partial<WorkspaceSettings>): void => setSettings({ ...settings, ...change });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { sample: _fixed, ...changeable } = workspace.settings;
    const before = { name: workspace.name, settings: changeable };
    save.mutate(undefined, {
      onSuccess: () => {
        undoing.offer({ what: t("settings.saved"), back: () => api.patch("/workspace", before) });
        void queries.invalidateQueries({ queryKey: ["session"] });
      },
    });
  };
  const locked = orders.data === true;
  const year = settings.fiscalYearStart ?? "01-01";
  const rest = problem.rest(save.error, SHOWN);
  return (
    <>
      <form className="settings-form" onSubmit={submit}>
        <TextInput
          label={t("settings.companyName")}
          required
          dir="auto"
          value={name}
          error={problem.at(save.error, "name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t("settings.country")}
          data={countries}
          value={settings.country}
          searchable
          allowDeselect={false}
          error={problem.at(save.error, "country")}
          onChange={(country) => country && set({ country })}
        />
        <Select
          label={t("settings.currency")}
          description={t(locked ? "settings.currencyLocked" : "settings.currencyHint")}
          data={currencies}
          value={settings.baseCurrency}
          disabled={locked}
          searchable
          allowDeselect={false}
          error={problem.at(save.error, "baseCurrency")}
          onChange={(baseCurrency) => baseCurrency && set({ baseCurrency })}
        />
        <Select
          label={t("settings.timeZone")}
          data={zones}
          value={settings.timeZone}
          searchable
          allowDeselect={false}
          error={problem.at(save.error, "timeZone")}
          onChange={(timeZone) => timeZone && set({ timeZone })}
        />
        <Select
          label={t("settings.weekStart")}
          data={calendar.weekdays}
          value={String(settings.weekStart)}
          allowDeselect={false}
          onChange={(day) => day && set({ weekStart: Number(day) })}
        />
        <Select
          label={t("settings.fiscalYear")}
          data={calendar.yearStarts(year)}
          value={year}
          allowDeselect={false}
          onChange={(day) => day && set({ fiscalYearStart: day })}
        />
        <Select
          label={t("settings.workspaceLanguage")}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={settings.language}
          allowDeselect={false}
          onChange={(language) => language && set({ language })}
        />
        <Select
          label={t("settings.numerals")}
          data={NUMERALS.map((value) => ({
            value,
            label: new Intl.NumberFormat("en", { numberingSystem: value, useGrouping: false }).format(1234567890),
          }))}
          value={settings.numberingSystem ?? "latn"}
          allowDeselect={false}
          onChange={(numberingSystem) => numberingSystem && set({ numberingSystem })}
        />
        {rest && (
          <Text role="alert" c="var(--bad)" size="sm">
            {rest}
          </Text>
        )}
        <div>
          <Button type="submit" loading={save.isPending}>
            {t("settings.save")}
          </Button>
        </div>
      </form>
      <ArchiveSection />
    </>
  );
}
