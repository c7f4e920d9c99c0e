/** Who can see, change and delete this record, and why: one person after the other. */
import { Badge, Button, Drawer, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import { toast } from "#ui/toast.tsx";
import { LinesSkeleton } from "#ui/states.tsx";
import { api } from "../../api/client.ts";
import { seeAs } from "../../frame/seeing.ts";
import { useMeta, type MetaObject } from "../../api/meta.ts";
import { useTranslation } from "../../language/language.ts";
import { useIssueWords } from "../issues.ts";
import { useRoleName } from "../role-words.ts";
import { useWords } from "../words.ts";

interface Explanation {
  role: { title: string | null };
  by: "role" | "capability" | "sharing";
  path: { id: string; title: string }[];
  actions: { action: string; allowed: boolean; scope: string; because: string | null }[];
  fields: { field: string; access: "hidden" | "read" }[];
}

export interface ExplainSheetProps {
  object: MetaObject;
  id: string;
  onClose: () => void;
}

export function ExplainSheet({ object, id, onClose }: ExplainSheetProps) {
  const { t } = useTranslation();
  const { workspace, me } = useMeta();
  const [user, setUser] = useState<string | null>(me.id);
  const people = useQuery({
    queryKey: ["explain", workspace.slug, "users"],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ data: { id: string; name: string }[] }>("/users", {
          query: { limit: 200, sort: "name", fields: "name", count: "none" },
          signal,
        })
      ).data,
  });
  const explained = useQuery({
    queryKey: ["explain", workspace.slug, object.name, id, user],
    queryFn: ({ signal }) => api.get<Explanation>("/explain", { query: { object: object.name, id, user }, signal }),
    enabled: user !== null,
  });
  const words = useIssueWords();
  return (
    <Drawer
      opened
      position="right"
      onClose={onClose}
      title={t("explain.title")}
      closeButtonProps={{ "aria-label": t("frame.close") }}
    >
      <Stack>
        <Select
          label={t("explain.person")}
          data={(people.data ?? []).map(({ id: value, name }) => ({ value, label: name }))}
          value={user}
          searchable
          allowDeselect={false}
          onChange={setUser}
        />
        {user !== null && user !== me.id && (
          <Button
            variant="default"
            leftSection={<IconEye size={16} aria-hidden />}
            onClick={() =>
              void seeAs(workspace.slug, { user }, location.pathname).catch((error: unknown) =>
                toast.problem(words.all(error)),
              )
            }
          >
            {t("seeAs.of", { name: people.data?.find((each) => each.id === user)?.name ?? "" })}
          </Button>
        )}
        {explained.error ? (
          <Text c="red">{words.all(explained.error)}</Text>
        ) : explained.data ? (
          <Told object={object} explained={explained.data} />
        ) : (
          <LinesSkeleton lines={4} />
        )}
      </Stack>
    </Drawer>
  );
}

function Told({
  object,
  explained: { role, by, path, actions, fields },
}: {
  object: MetaObject;
  explained: Explanation;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const roleName = useRoleName();
  const named = (access: string): string =>
    fields
      .filter((each) => each.access === access)
      .map(({ field }) => words.field(object.name, field))
      .join(" · ");
  return (
    <>
      <Text size="sm">
        {t("explain.role")}: <bdi>{roleName(role.title ?? "")}</bdi>
      </Text>
      {by === "capability" && <Text size="sm">{t("explain.capability")}</Text>}
      {actions.map(({ action, allowed, scope, because }) => (
        <div key={action}>
          <Badge color={allowed ? "teal" : "gray"} variant="light" c="var(--ink)" tt="none">
            {t(`explain.action.${action}`)}: {t(allowed ? "explain.yes" : "explain.no")}
          </Badge>
          <Text size="sm" mt={4}>
            {t(`explain.scope.${scope}`)}
            {because && `; ${t(`explain.because.${because}`)}`}
            {!allowed && scope !== "none" && `; ${t("explain.because.nothing")}`}
          </Text>
        </div>
      ))}
      {path.length > 0 && (
        <Text size="sm">
          {t("explain.path")}: <bdi>{path.map(({ title }) => title).join(" › ")}</bdi>
        </Text>
      )}
      {(["hidden", "read"] as const).map(
        (access) =>
          named(access) !== "" && (
            <Text size="sm" key={access}>
              {t(access === "hidden" ? "explain.hidden" : "explain.readOnly")}: {named(access)}
            </Text>
          ),
      )}
    </>
  );
}
