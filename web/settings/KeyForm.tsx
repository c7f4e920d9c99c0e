/** Makes a key: what it is for, whose role it takes, how much of that it keeps, and until when. */
import { Button, MultiSelect, Select, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api } from "#web/api/client.ts";
import { useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { FormProblem } from "./FormProblem.tsx";
import { RolePick } from "./RolePick.tsx";
import { useChange, type Role } from "./settings.queries.ts";

const DAY = 86_400_000;
const TERMS = [30, 90, 365];

export function KeyForm({ roles, onMade }: { roles: Role[]; onMade(made: { name: string; key: string }): void }) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const words = useWords();
  const meta = useMeta();
  const [name, setName] = useState("");
  const [role, setRole] = useState<string | null>(null);
  const [may, setMay] = useState("all");
  const [objects, setObjects] = useState<string[]>([]);
  const [term, setTerm] = useState("");
  const usual = role ?? roles.find((entry) => entry.key === "readOnly")?.id ?? null;
  const create = useChange(() =>
    api.post<{ id: string; key: string }>("/api-keys", {
      name,
      role: usual,
      scope: { readOnly: may === "read", ...(objects.length > 0 ? { objects } : {}) },
      ...(term ? { expiresAt: new Date(Date.now() + Number(term) * DAY).toISOString() } : {}),
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(undefined, {
      onSuccess: ({ key }) => {
        onMade({ name, key });
        setName("");
      },
    });
  };
  const rest = problem.rest(create.error, ["name"]);
  return (
    <form className="inline-form" onSubmit={submit} aria-label={t("settings.createKey")}>
      <TextInput
        label={t("settings.keyName")}
        placeholder={t("settings.keyExample")}
        required
        dir="auto"
        value={name}
        error={problem.at(create.error, "name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <RolePick roles={roles} value={usual} onChange={setRole} />
      <Select
        label={t("settings.keyMay")}
        data={[
          { value: "all", label: t("settings.keyWrites") },
          { value: "read", label: t("settings.keyReadOnly") },
        ]}
        value={may}
        allowDeselect={false}
        onChange={(next) => next && setMay(next)}
      />
      <MultiSelect
        label={t("settings.keyObjects")}
        placeholder={objects.length > 0 ? undefined : t("settings.keyAllObjects")}
        data={meta.objects
          .filter((object) => !object.childOf && object.rights.read)
          .map((object) => ({ value: object.name, label: words.many(object) }))}
        value={objects}
        searchable
        clearable
        onChange={setObjects}
      />
      <Select
        label={t("settings.keyFor")}
        data={[
          { value: "", label: t("settings.keyForEver") },
          ...TERMS.map((days) => ({ value: String(days), label: t("settings.keyDays", { count: days }) })),
        ]}
        value={term}
        allowDeselect={false}
        onChange={(next) => setTerm(next ?? "")}
      />
      <Button type="submit" loading={create.isPending} disabled={usual === null}>
        {t("settings.createKey")}
      </Button>
      <FormProblem>{rest}</FormProblem>
    </form>
  );
}
