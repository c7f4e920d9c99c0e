/** Before an option goes: how many records have it, what they shall have instead, and what else names it. */
import { Alert, Button, Group, Loader, Modal, Select, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { toast } from "#ui/toast.tsx";
import { api, currentWorkspace } from "#web/api/client.ts";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useSay } from "#web/insight/say.ts";
import { useTranslation } from "#web/language/language.ts";
import { followBulk, startBulk } from "#web/records/list/selection/bulk.ts";
import { UseList, type Use } from "./UseList.tsx";

interface OptionUses {
  data: Use[];
  records?: { number: number; trashed: number };
}

interface OptionRemovalProps {
  object: string;
  field: { name: string; type: string };
  option: { value: string; word: string };
  /** Those that records may have instead. */
  others: { value: string; label: string }[];
  onRemove: () => void;
  onClose: () => void;
}

export function OptionRemoval({ object, field, option, others, onRemove, onClose }: OptionRemovalProps) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const path = objectByName(useMeta(), object)?.path ?? "";
  const [instead, setInstead] = useState<string | null>(null);
  const uses = useQuery({
    queryKey: ["settings", currentWorkspace(), "option", object, field.name, option.value],
    queryFn: ({ signal }) =>
      api.get<OptionUses>("/configuration/uses", {
        query: { object, field: field.name, option: option.value },
        signal,
      }),
    staleTime: 0,
    gcTime: 0,
  });
  const { number = 0, trashed = 0 } = uses.data?.records ?? {};
  const living = number - trashed;
  const named = uses.data?.data ?? [];
  const isFree = uses.isSuccess && number === 0 && named.length === 0;
  useEffect(() => {
    if (isFree) onRemove();
  }, [isFree, onRemove]);
  const replace = useMutation({
    mutationFn: async () => {
      const filter = { field: field.name, op: "in", value: [option.value] };
      const { id } = await startBulk(path, { act: "update", patch: { [field.name]: instead }, filter });
      const run = await followBulk(currentWorkspace() ?? "", id, () => undefined);
      if (run.status !== "done" || run.refused > 0)
        throw new Error(run.error ?? run.problems[0]?.message ?? t("shape.option.notAll"));
    },
    onSuccess: onRemove,
    onError: (error) => toast.problem(error.message),
  });
  if (isFree) return null;
  const canReplace = field.type === "choice" && living > 0;
  const stuck = trashed > 0 || (living > 0 && !canReplace);
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("shape.option.title", { name: option.word })}
      closeButtonProps={{ "aria-label": t("frame.close") }}
    >
      <Stack gap="sm">
        {uses.isPending && <Loader size="sm" aria-label={t("shape.deletion.looking")} />}
        {uses.isError && <Alert color="red">{uses.error.message}</Alert>}
        {living > 0 && (
          <Text size="sm">{t("shape.option.records", { count: living, number: format.number(living) })}</Text>
        )}
        {canReplace && (
          <Select
            label={t("shape.option.instead")}
            data={others}
            value={instead}
            onChange={setInstead}
            comboboxProps={{ withinPortal: false }}
          />
        )}
        {living > 0 && !canReplace && <Text size="sm">{t("shape.option.takeOut")}</Text>}
        {trashed > 0 && (
          <Text size="sm">{t("shape.option.trashed", { count: trashed, number: format.number(trashed) })}</Text>
        )}
        {named.length > 0 && (
          <div>
            <Text size="sm">{t("shape.option.uses")}</Text>
            <UseList uses={named} />
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("shape.cancel")}
          </Button>
          {uses.isSuccess && !stuck && (
            <Button
              color="red"
              disabled={canReplace && instead === null}
              loading={replace.isPending}
              onClick={() => (canReplace ? replace.mutate() : onRemove())}
            >
              {t(canReplace ? "shape.option.replace" : "shape.option.anyway")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
