/** The first run: who owns this, which company, where; then a sample company or one's own data. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery } from "#web/api/session.ts";
import { useTranslation } from "#web/language/language.ts";
import { BeginForm } from "./BeginForm.tsx";
import { NextStep } from "./NextStep.tsx";
import { Threshold } from "./Threshold.tsx";

export function SetupPage() {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery);
  const [made, setMade] = useState<string | null>(null);
  // Opened again once a company stands: what is left of the first run is its last step.
  const slug = made ?? (session.data?.setup === false ? session.data.workspaces[0]?.slug : undefined);
  if (slug)
    return (
      <Threshold wide title={t("setup.nextTitle")} lead={t("setup.nextLead")}>
        <NextStep slug={slug} />
      </Threshold>
    );
  return (
    <Threshold wide title={t("setup.title")} lead={t("setup.lead")}>
      <BeginForm onMade={setMade} />
    </Threshold>
  );
}
