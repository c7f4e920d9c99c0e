/** The layouts of one object: for everyone, for a role, for a team; each is arranged, looked at and given back. */
import { Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { typeField } from "#web/records/record-type.ts";
import { useWords } from "#web/records/words.ts";
import { Loaded } from "../Loaded.tsx";
import { useRoleWords } from "../role-words.ts";
import { useRoles, useTeams } from "../settings.queries.ts";
import { LayoutEditor } from "./LayoutEditor.tsx";
import { useOwnLayouts } from "./layouts.queries.ts";
import { EVERYONE, targetOf, whose } from "./placing.ts";
import { startOf } from "./start.ts";
import "./layouts.css";

/** The choice of all records, whatever their type. */
const ALL = "";

export function LayoutRoom({ object }: { object: MetaObject }) {
  const { t } = useTranslation();
  const words = useWords();
  const roleWords = useRoleWords();
  const layouts = useOwnLayouts(object.name);
  const roles = useRoles();
  const teams = useTeams();
  const [who, setWho] = useState(EVERYONE);
  const [type, setType] = useState(ALL);
  const kind = typeField(object);
  const marked = (key: string, name: string) => ({
    value: key,
    label: layouts.data?.some((layout) => whose(layout) === key && (layout.forType ?? ALL) === type)
      ? `${name} •`
      : name,
  });
  const data = [
    marked(EVERYONE, t("layouts.everyone")),
    { group: t("layouts.teams"), items: (teams.data ?? []).map((team) => marked(`team:${team.id}`, team.name)) },
    {
      group: t("layouts.roles"),
      items: (roles.data ?? []).map((role) => marked(`role:${role.id}`, roleWords.name(role))),
    },
  ];
  return (
    <Stack gap="md">
      {kind && (
        <Select
          label={t("types.layoutFor")}
          data={[
            { value: ALL, label: t("types.all") },
            ...(object.types ?? []).map(({ name }) => ({
              value: name,
              label: words.option(object.name, kind.name, name),
            })),
          ]}
          value={type}
          allowDeselect={false}
          maw={420}
          onChange={(next) => setType(next ?? ALL)}
        />
      )}
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
          const own = all.find((layout) => whose(layout) === who && (layout.forType ?? ALL) === type);
          return (
            <>
              {!own && (
                <Text size="sm" c="dimmed">
                  {t(type === ALL ? "layouts.own" : "types.ownLayout")}
                </Text>
              )}
              <LayoutEditor
                key={`${type} ${who} ${own?.version ?? 0}`}
                object={object}
                layout={own}
                target={{ ...targetOf(who), ...(type === ALL ? {} : { forType: type }) }}
                start={startOf(object, own)}
              />
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}
