/** The owner, the company and its country on one page; what follows from the country is proposed and can be changed. */
import { Alert, Button, Checkbox, Select, TextInput } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import { sessionQuery } from "#web/api/session.ts";
import { useTranslation } from "#web/language/language.ts";
import { likelyCountry, useCountries } from "./countries.ts";
import { PasswordField } from "./PasswordField.tsx";
import { useProblemText } from "./problem-text.ts";
import { ProposalFields, type Proposal } from "./ProposalFields.tsx";

const SHOWN = ["owner", "company", "country"];

/** Where the start printed a one-time token, it stands in the address. */
const tokenInAddress = (): string | undefined => new URLSearchParams(location.search).get("token") ?? undefined;

export function BeginForm({ onMade }: { onMade(slug: string): void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const countries = useCountries();
  const problem = useProblemText();
  const [owner, setOwner] = useState({ name: "", email: "", password: "" });
  const [company, setCompany] = useState("");
  const [country, setCountry] = useState(likelyCountry);
  const [own, setOwn] = useState<Partial<Proposal>>({});
  const proposal = useQuery({
    queryKey: ["proposal", country],
    queryFn: ({ signal }) => api.get<Proposal>("/api/setup/proposal", { query: { country }, signal }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const [template, setTemplate] = useState<string | null>(null);
  const [samples, setSamples] = useState(true);
  const templates = useQuery({
    queryKey: ["templates"],
    queryFn: ({ signal }) =>
      api.get<{ data: { name: string; title: Record<string, string>; about: Record<string, string> }[] }>(
        "/api/setup/templates",
        { signal },
      ),
    staleTime: Infinity,
  });
  const inWords = (words: Record<string, string>): string => words[i18n.language] ?? words["en"] ?? "";
  const beginning = templates.data?.data.find(({ name }) => name === template);
  const settings = proposal.data && { ...proposal.data, ...own };
  const begin = useMutation({
    mutationFn: () => {
      const token = tokenInAddress();
      const { baseCurrency, timeZone, weekStart, fiscalYearStart } = settings!;
      return api.post<{ workspace: { slug: string }; samples?: "made" | "failed" }>("/api/setup", {
        owner,
        company: { name: company },
        country,
        language: i18n.language,
        baseCurrency,
        timeZone,
        weekStart,
        fiscalYearStart,
        ...(template ? { template, samples } : {}),
        ...(token ? { token } : {}),
      });
    },
    onSuccess: async ({ workspace, samples: outcome }) => {
      if (outcome === "failed") toast.problem(t("setup.samplesFailed"));
      // The workspace's pages ask the cached session who is signed in: it must know before anyone goes there.
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
      onMade(workspace.slug);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (settings) begin.mutate();
  };
  const rest = problem.rest(begin.error, SHOWN) ?? problem.rest(proposal.error);
  return (
    <form onSubmit={submit}>
      <fieldset>
        <legend>
          <h2 className="full">{t("setup.you")}</h2>
        </legend>
        <TextInput
          label={t("setup.name")}
          required
          autoFocus
          autoComplete="name"
          dir="auto"
          value={owner.name}
          error={problem.at(begin.error, "owner.name")}
          onChange={(event) => setOwner({ ...owner, name: event.currentTarget.value })}
        />
        <TextInput
          label={t("setup.email")}
          required
          type="email"
          autoComplete="username"
          dir="ltr"
          value={owner.email}
          error={problem.at(begin.error, "owner.email")}
          onChange={(event) => setOwner({ ...owner, email: event.currentTarget.value })}
        />
        <div className="full">
          <PasswordField
            label={t("setup.password")}
            value={owner.password}
            known={[owner.name, owner.email, company]}
            error={problem.at(begin.error, "owner.password")}
            onChange={(password) => setOwner({ ...owner, password })}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>
          <h2 className="full">{t("setup.company")}</h2>
        </legend>
        <TextInput
          label={t("setup.companyName")}
          required
          autoComplete="organization"
          dir="auto"
          value={company}
          error={problem.at(begin.error, "company")}
          onChange={(event) => setCompany(event.currentTarget.value)}
        />
        <Select
          label={t("setup.country")}
          required
          searchable
          allowDeselect={false}
          data={countries}
          value={country}
          error={problem.at(begin.error, "country")}
          nothingFoundMessage={t("setup.noCountry")}
          onChange={(value) => {
            if (value) {
              setCountry(value);
              setOwn({});
            }
          }}
        />
        <Select
          className="full"
          label={t("configuration.beginning")}
          placeholder={t("configuration.beginningNone")}
          description={beginning && inWords(beginning.about)}
          clearable
          data={(templates.data?.data ?? []).map(({ name, title }) => ({ value: name, label: inWords(title) }))}
          value={template}
          onChange={setTemplate}
        />
        {beginning && (
          <Checkbox
            className="full"
            label={t("setup.samples")}
            checked={samples}
            onChange={(event) => setSamples(event.currentTarget.checked)}
          />
        )}
        <div className="full">
          {settings && <ProposalFields value={settings} onChange={(change) => setOwn({ ...own, ...change })} />}
        </div>
      </fieldset>
      {rest && (
        <Alert color="red" variant="light" role="alert">
          {rest}
        </Alert>
      )}
      <Button type="submit" size="md" loading={begin.isPending} disabled={!settings}>
        {t("setup.begin")}
      </Button>
    </form>
  );
}
