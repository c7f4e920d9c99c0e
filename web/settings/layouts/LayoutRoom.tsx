/** The layouts of one object: for everyone, for a role, for a team; each is arranged, looked at and given back. */
import { Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { Loaded } from "../Loaded.tsx";
import { useRoles, useTeams } from "../settings.queries.ts";
import { LayoutEditor } from "./LayoutEditor.tsx";
import { useOwnLayouts } from "./layouts.queries.ts";
import { EVERYONE, targetOf, whose } from "./placing.ts";
import { startOf } from "./start.ts";
import "./layouts.css";

export function LayoutRoom({ object }: { object: MetaObject }) {
  const { t } = useTranslation();
  const layouts = useOwnLayouts(object.name);
  const roles = useRoles();
  const teams = useTeams();
  const [who, setWho] = useState(EVERYONE);
  const marked = (key: string, name: string) => ({
    value: key,
    label: layouts.data?.some((layout) => whose(layout) === key) ? `${name} •` : name,
  });
  const data = [
    marked(EVERYONE, t("layouts.everyone")),
    { group: t("layouts.teams"), items: (teams.data ?? []).map((team) => marked(`team:${team.id}`, team.name)) },
    { group: t("layouts.roles"), items: (roles.data ?? []).map((role) => marked(`role:${role.id}`, role.name)) },
  ];
  return (
    <Stack gap="md">
      <Select
        label={t("layouts.for")}
        description={t("layouts.hint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        data={data}
        value={who}
        searchable
        allowDeselect={false}
        maw={420}
        onChange={(next) => next && setWho(next)}
      />
      <Loaded query={layouts}>
        {(all) => {
          const own = all.find((layout) => whose(layout) === who);
          return (
            <>
              {!own && (
                <Text size="sm" c="dimmed">
                  {t("layouts.own")}
                </Text>
              )}
              <LayoutEditor
                key={`${who} ${own?.version ?? 0}`}
                object={object}
                layout={own}
                target={targetOf(who)}
                start={startOf(object, own)}
              />
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}
