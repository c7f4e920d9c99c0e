/** What each role may do: choose a role, then change its matrix; saved as a whole. */
import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { toast, type ToastAction } from "#ui/toast.tsx";
import { useMeta } from "#web/api/meta.ts";
import { seeAs } from "#web/frame/seeing.ts";
import { api } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { CapabilityList } from "./CapabilityList.tsx";
import { Loaded } from "./Loaded.tsx";
import { RoleMatrix } from "./RoleMatrix.tsx";
import { useRoleWords } from "./role-words.ts";
import { useRoles, useUndoable, type Role } from "./settings.queries.ts";
import { useSay } from "#web/insight/say.ts";

export function RolesRoom() {
  const roles = useRoles();
  return <Loaded query={roles}>{(rows) => <RolesOf roles={rows} />}</Loaded>;
}

function RolesOf({ roles }: { roles: Role[] }) {
  const { t } = useTranslation();
  const seeing = useSeeing();
  const words = useRoleWords();
  const [id, setId] = useState(roles.find((role) => role.key === "sales")?.id ?? roles[0]?.id ?? null);
  const [copying, setCopying] = useState(false);
  const role = roles.find((entry) => entry.id === id);
  return (
    <>
      <Group gap="sm" align="end">
        <Select
          label={t("settings.role")}
          data={roles.map((entry) => ({ value: entry.id, label: words.name(entry) }))}
          value={id}
          allowDeselect={false}
          onChange={setId}
          w={240}
        />
        {role && seeing && (
          <Button variant="default" leftSection={<IconEye size={16} aria-hidden />} onClick={seeing(role).act}>
            {seeing(role).label}
          </Button>
        )}
        {role && (
          <Button variant="default" onClick={() => setCopying(!copying)}>
            {t("settings.copyRole")}
          </Button>
        )}
      </Group>
      {role && (
        <Text size="sm" c="dimmed">
          {words.about(role)}
        </Text>
      )}
      {role && copying && (
        <CopyRole
          role={role}
          onMade={(made) => {
            setId(made);
            setCopying(false);
          }}
        />
      )}
      {role && <RoleEditor key={`${role.id}${role.version}`} role={role} />}
    </>
  );
}

/** How to look through the eyes of a role; nothing for who may not. */
function useSeeing(): ((role: Role) => ToastAction) | undefined {
  const say = useSay();
  const words = useRoleWords();
  const problem = useProblemText();
  const { me, workspace } = useMeta();
  if (!me.capabilities.includes("users")) return undefined;
  return (role) => ({
    label: say("seeAs.of", { name: words.name(role) }),
    act: () =>
      seeAs(workspace.slug, { role: role.id }).catch((error: Error) =>
        toast.problem(problem.rest(error) ?? error.message),
      ),
  });
}

function CopyRole({ role, onMade }: { role: Role; onMade(id: string): void }) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const [name, setName] = useState("");
  const say = useSay();
  const create = useUndoable(
    (_: void, operation) => api.post<Role>("/roles", { name, rights: role.rights }, { operation }),
    () => say("records.created", { title: name }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(undefined, { onSuccess: (made) => onMade(made.id) });
  };
  return (
    <form className="inline-form" onSubmit={submit}>
      <TextInput
        label={t("settings.newRole")}
        required
        autoFocus
        dir="auto"
        value={name}
        error={problem.at(create.error, "name") ?? problem.rest(create.error, ["name"])}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={create.isPending}>
        {t("settings.create")}
      </Button>
    </form>
  );
}

function RoleEditor({ role }: { role: Role }) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const [rights, setRights] = useState(role.rights);
  const say = useSay();
  const words = useRoleWords();
  const save = useUndoable(
    (_: void, operation) => api.patch(`/roles/${role.id}`, { rights }, { ifMatch: role.version, operation }),
    () => say("undo.settings", { what: words.name(role) }),
    useSeeing()?.(role),
  );
  if (!rights) return <Text c="dimmed">{t("settings.rightsHidden")}</Text>;
  const fixed = role.key === "owner";
  const changed = rights !== role.rights;
  return (
    <>
      {fixed && <Text size="sm">{t("settings.ownerFixed")}</Text>}
      <RoleMatrix rights={rights} fixed={fixed} onChange={setRights} />
      <CapabilityList rights={rights} fixed={fixed} onChange={setRights} />
      {changed && (
        <div className="save-bar" role="region" aria-label={t("settings.unsaved")}>
          <Text size="sm" c={save.error ? "var(--bad)" : "dimmed"}>
            {save.error ? (problem.rest(save.error) ?? save.error.message) : t("settings.unsaved")}
          </Text>
          <Button variant="default" onClick={() => setRights(role.rights)}>
            {t("settings.discard")}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t("settings.save")}
          </Button>
        </div>
      )}
    </>
  );
}
