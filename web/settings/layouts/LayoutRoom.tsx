/** The layouts of one object: for everyone, for a role, for a team; each is arranged, looked at and given back. */
import { Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { MetaField, MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { Loaded } from "../Loaded.tsx";
import { useRoles, useTeams } from "../settings.queries.ts";
import type { Draft } from "./arrange.ts";
import { LayoutEditor } from "./LayoutEditor.tsx";
import { useOwnLayouts, type OwnLayout } from "./layouts.queries.ts";
import "./layouts.css";

const EVERYONE = "everyone";

/** Whose a layout is, as the choice says it: `everyone`, `team:…`, `role:…`. */
const whose = ({ forRole, forTeam }: OwnLayout): string =>
  forTeam ? `team:${forTeam.id}` : forRole ? `role:${forRole.id}` : EVERYONE;

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
  const [kind, id] = who.split(":");
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
                target={kind === "team" ? { forTeam: id! } : kind === "role" ? { forRole: id! } : {}}
                start={startOf(object, own)}
              />
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

const onPage = (field: MetaField): boolean =>
  (field.source === "own" || field.source === "owner" || field.source === "computed") && field.storage !== "children";

/** As it is kept, or as the product lays it out; every field that can stand on a page stands somewhere. */
function startOf(object: MetaObject, own: OwnLayout | undefined): Draft {
  const product = { groups: object.ownLayout ?? object.layout, create: object.ownCreate ?? object.create };
  const known = new Set(object.fields.filter(onPage).map((field) => field.name));
  const groups = (own?.groups ?? product.groups).map((group, place) => ({
    ...group,
    name: group.name ?? `group${place + 1}`,
    fields: group.fields.filter((name) => known.has(name)),
  }));
  const shown = new Set(groups.flatMap((group) => group.fields));
  const left = [...known].filter((name) => !shown.has(name));
  const meant = new Set(own?.without ?? left);
  const later = left.filter((name) => !meant.has(name));
  return {
    groups: later.length > 0 ? [...groups, { name: "custom", fields: later }] : groups,
    without: left.filter((name) => meant.has(name)),
    create: [...(own?.create ?? product.create)],
  };
}
