/** The records of one object in the trash, the last to go first; chosen ones come back or go for ever. */
import { Button, Checkbox, Group, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch, IconTrash } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat, When } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { EmptyState, ErrorState, LinesSkeleton } from "#ui/states.tsx";
import { toast } from "#ui/toast.tsx";
import { useMeta, type MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { useWords } from "#web/records/words.ts";
import { useUndoing } from "#web/undo/undoing.ts";
import { PurgeDialog } from "./PurgeDialog.tsx";
import { doInTrash, trashPage, type Trashed } from "./trash.queries.ts";

export function TrashRows({ object }: { object: MetaObject }) {
  const { t } = useTranslation();
  const words = useWords();
  const issues = useIssueWords();
  const format = useFormat();
  const meta = useMeta();
  const undoing = useUndoing();
  const queries = useQueryClient();
  const { slug } = meta.workspace;
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed, 200);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [purging, setPurging] = useState<string[] | null>(null);
  const page = useInfiniteQuery({
    queryKey: ["w", slug, "trash", object.path, q],
    queryFn: ({ signal, pageParam }) => trashPage(object.path, q, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const act = useMutation({
    mutationFn: ({ deed, ids }: { deed: "restore" | "purge"; ids: string[] }) => doInTrash(object.path, deed, ids),
    onSuccess: (run, { deed }) => {
      const { done } = run;
      if (done > 0 && deed === "purge") toast.done(t("trash.purged", { count: done }));
      else if (done > 0) undoing.offer({ what: t("trash.restored", { count: done }), back: [run.operationId] });
      if (run.error) toast.problem(run.error);
      else if (run.refused > 0)
        toast.problem(t("trash.refused", { count: run.refused, why: run.problems[0]?.message ?? "" }));
    },
    onError: (error) => toast.problem(issues.all(error)),
    onSettled: () => {
      setChosen(new Set());
      setPurging(null);
      return queries.invalidateQueries({ queryKey: ["w", slug] });
    },
  });
  const rows = page.data?.pages.flatMap((each) => each.data) ?? [];
  const titleOf = (row: Trashed): string =>
    typeof row.title === "string" && row.title ? row.title : words.one(object.name);
  const ids = [...chosen];
  const mayPurge = object.rights.delete && meta.me.capabilities.includes("settings");
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const purgeName =
    purging === null
      ? null
      : purging.length === 1
        ? titleOf(rows.find((row) => row.id === purging[0]) ?? ({} as Trashed))
        : words.many(object);

  if (page.error && !page.data)
    return (
      <ErrorState title={t("trash.failed")} again={{ label: t("jobs.again"), act: () => void page.refetch() }}>
        {page.error.message}
      </ErrorState>
    );
  return (
    <>
      <Group className="trash-tools">
        <TextInput
          type="search"
          aria-label={t("trash.search")}
          placeholder={t("trash.search")}
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {ids.length > 0 && (
          <Group gap="xs" role="group" aria-label={t("trash.chosen", { count: ids.length })}>
            <Text size="sm">{t("trash.chosen", { count: ids.length })}</Text>
            {object.rights.delete && (
              <Button size="compact-sm" loading={act.isPending} onClick={() => act.mutate({ deed: "restore", ids })}>
                {t("trash.restore")}
              </Button>
            )}
            {mayPurge && (
              <Button size="compact-sm" variant="default" c="var(--bad)" onClick={() => setPurging(ids)}>
                {t("trash.purge")}
              </Button>
            )}
          </Group>
        )}
      </Group>
      {page.isPending ? (
        <LinesSkeleton lines={8} height={22} />
      ) : rows.length === 0 ? (
        <EmptyState icon={IconTrash} title={t(q ? "trash.nothingFound" : "trash.empty")}>
          {t(q ? "trash.nothingFoundHint" : "trash.emptyHint")}
        </EmptyState>
      ) : (
        <ul className="trash-rows">
          {rows.map((row) => (
            <li key={row.id}>
              <Checkbox
                aria-label={t("trash.choose", { what: titleOf(row) })}
                checked={chosen.has(row.id)}
                onChange={() => toggle(row.id)}
              />
              <div className="trash-what">
                <Text fw={600} truncate>
                  <OwnText>{titleOf(row)}</OwnText>
                </Text>
                <Text size="xs" c="dimmed">
                  <When at={row.deletedAt} />
                  {row.updatedBy?.title && (
                    <>
                      {" · "}
                      <OwnText>{row.updatedBy.title}</OwnText>
                    </>
                  )}
                </Text>
              </div>
              <Group gap="xs" wrap="nowrap" className="trash-actions">
                {object.rights.delete && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => act.mutate({ deed: "restore", ids: [row.id] })}
                  >
                    {t("trash.restore")}
                  </Button>
                )}
                {mayPurge && (
                  <Button size="compact-sm" variant="subtle" c="var(--bad)" onClick={() => setPurging([row.id])}>
                    {t("trash.purge")}
                  </Button>
                )}
              </Group>
            </li>
          ))}
        </ul>
      )}
      {page.hasNextPage && (
        <Button variant="default" loading={page.isFetchingNextPage} onClick={() => void page.fetchNextPage()} mt="md">
          {t("trash.more", { count: format.number(50) })}
        </Button>
      )}
      <PurgeDialog
        count={purging?.length ?? 0}
        title={purgeName}
        busy={act.isPending}
        onClose={() => setPurging(null)}
        onPurge={() => purging && act.mutate({ deed: "purge", ids: purging })}
      />
    </>
  );
}
