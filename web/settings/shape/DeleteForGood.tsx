/** Deletes a retired field or object for good: says what goes with it, offers its values as a file, and names what stands in the way. */
import { Alert, Button, Loader, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useFormat } from "#ui/format.tsx";
import { toast } from "#ui/toast.tsx";
import { api, currentWorkspace } from "#web/api/client.ts";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useExporting } from "#web/exports/follow-export.tsx";
import { useLanguage, useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { PurgeDialog } from "#web/trash/PurgeDialog.tsx";
import { usePurge } from "./shape.queries.ts";
import { UseList, type Use } from "./UseList.tsx";

interface Deletion {
  object: string;
  field: string | null;
  records: number;
  /** All of them are counted. */
  exact: boolean;
  fields: number;
  holds: boolean;
  uses: (Use & { blocks: boolean })[];
}

interface DeleteForGoodProps {
  kind: "custom-fields" | "custom-objects";
  id: string;
  word: string;
  onClose: () => void;
}

export function DeleteForGood({ kind, id, word, onClose }: DeleteForGoodProps) {
  const { t } = useTranslation();
  const issues = useIssueWords();
  const purge = usePurge(kind);
  const deletion = useQuery({
    queryKey: ["settings", currentWorkspace(), kind, id, "deletion"],
    queryFn: ({ signal }) => api.get<Deletion>(`/${kind}/${id}/deletion`, { signal }),
    // News of the deletion comes before this is closed: it is asked of no more.
    enabled: purge.isIdle || purge.isError,
    // What stood in the way may have been changed in another window.
    staleTime: 0,
    gcTime: 0,
  });
  const told = deletion.data;
  // The row that this hangs on goes with what is deleted, and with it all that listens to the mutation.
  const take = async (): Promise<void> => {
    try {
      await purge.mutateAsync(id);
      toast.done(t("shape.purged", { name: word }));
      onClose();
    } catch (error) {
      toast.problem(issues.all(error));
    }
  };
  return (
    <PurgeDialog
      count={1}
      title={word}
      busy={purge.isPending}
      blocked={told === undefined || told.uses.some((use) => use.blocks)}
      onClose={onClose}
      onPurge={() => void take()}
    >
      {deletion.isError ? (
        <Alert color="red">{issues.all(deletion.error)}</Alert>
      ) : told ? (
        <WhatGoes told={told} word={word} />
      ) : (
        <Loader size="sm" aria-label={t("shape.deletion.looking")} />
      )}
    </PurgeDialog>
  );
}

function WhatGoes({ told, word }: { told: Deletion; word: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const blocking = told.uses.filter((use) => use.blocks);
  const rest = told.uses.filter((use) => !use.blocks);
  const count = told.records;
  const number = format.number(count);
  const what = told.field === null ? "object" : "field";
  return (
    <Stack gap="sm">
      <Text size="sm">
        {told.holds
          ? told.exact
            ? t(`shape.deletion.${what}`, { name: word, count, number })
            : t(`shape.deletion.${what}Many`, { name: word, number })
          : t("shape.deletion.computed", { name: word })}{" "}
        {told.fields > 0 && t("shape.deletion.fields", { count: told.fields })} {t("shape.deletion.never")}
      </Text>
      {told.holds && told.records > 0 && <TakeOut told={told} word={word} />}
      {blocking.length > 0 && (
        <Alert color="yellow" title={t("shape.deletion.blocked")}>
          <UseList uses={blocking} />
        </Alert>
      )}
      {rest.length > 0 && (
        <div>
          <Text size="sm" c="dimmed">
            {t("shape.deletion.harmless")}
          </Text>
          <UseList uses={rest} />
        </div>
      )}
    </Stack>
  );
}

/** Of a field: the records that have a value, by id and title; of an object all that its records hold. */
function TakeOut({ told, word }: { told: Deletion; word: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const start = useExporting();
  const titles = objectByName(useMeta(), told.object)?.title ?? ["name"];
  const rows =
    told.field === null
      ? {}
      : {
          fields: ["id", ...titles, told.field],
          filter: { field: told.field, op: "notEmpty" },
          language,
        };
  return (
    <div>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconDownload size={15} />}
        onClick={() => void start({ object: told.object, retired: true, format: "csv", ...rows }, word)}
      >
        {t("shape.deletion.takeOut")}
      </Button>
    </div>
  );
}
