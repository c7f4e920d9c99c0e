/** The trash answers: what was deleted, when and by whom, and how does it come back? */
import { NativeSelect, Tabs, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { EmptyState, ErrorState, LinesSkeleton } from "#ui/states.tsx";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { Page } from "#web/frame/Page.tsx";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import { TrashRows } from "./TrashRows.tsx";
import { countsQuery } from "./trash.queries.ts";
import "./trash.css";
import { useUndoing } from "#web/undo/undoing.ts";

export function TrashPage() {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const meta = useMeta();
  const counts = useQuery(countsQuery(meta.workspace.slug));
  const [picked, setPicked] = useState<string | null>(null);
  const filled = (counts.data?.data ?? []).flatMap(({ object, count }) => {
    const found = objectByName(meta, object);
    return found && (count.value > 0 || object === picked) ? [{ object: found, count }] : [];
  });
  const shown = filled.find(({ object }) => object.name === picked) ?? filled[0];
  return (
    <Page title={t("trash.title")} subtitle={t("trash.question")}>
      {meta.me.capabilities.includes("settings") && <Keeping />}
      {counts.isPending ? (
        <LinesSkeleton lines={8} height={22} />
      ) : counts.error && !counts.data ? (
        <ErrorState title={t("trash.failed")} again={{ label: t("jobs.again"), act: () => void counts.refetch() }}>
          {counts.error.message}
        </ErrorState>
      ) : !shown ? (
        <EmptyState icon={IconTrash} title={t("trash.empty")}>
          {t("trash.emptyHint")}
        </EmptyState>
      ) : (
        <Tabs value={shown.object.name} onChange={setPicked} keepMounted={false}>
          <Tabs.List className="trash-tabs">
            {filled.map(({ object, count }) => (
              <Tabs.Tab key={object.name} value={object.name}>
                {words.many(object)}{" "}
                <Text span size="xs" c="dimmed">
                  {format.number(count.value)}
                  {!count.exact && "+"}
                </Text>
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {filled.map(({ object }) => (
            <Tabs.Panel key={object.name} value={object.name}>
              <TrashRows object={object} />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </Page>
  );
}

const DAYS = [30, 90, 365];

/** How long the workspace keeps what is in the trash. */
function Keeping() {
  const { t } = useTranslation();
  const meta = useMeta();
  const queries = useQueryClient();
  const undoing = useUndoing();
  const days = meta.workspace.settings.trashDays ?? null;
  const keep = useMutation({
    mutationFn: (trashDays: number | null) => api.patch("/workspace", { settings: { trashDays } }),
    onSuccess: () =>
      undoing.offer({
        what: t("trash.kept"),
        back: () => api.patch("/workspace", { settings: { trashDays: days } }),
      }),
    onError: (error) => toast.problem(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: ["meta"] }),
  });
  const choices = days === null || DAYS.includes(days) ? DAYS : [...DAYS, days];
  return (
    <NativeSelect
      className="trash-keeping"
      label={t("trash.keeping")}
      value={days ?? ""}
      disabled={keep.isPending}
      onChange={(event) => keep.mutate(event.currentTarget.value === "" ? null : Number(event.currentTarget.value))}
      data={[
        { value: "", label: t("trash.forEver") },
        ...choices.map((count) => ({ value: String(count), label: t("trash.days", { count }) })),
      ]}
    />
  );
}
