/** Retires a field or an object: at once where nothing names it, else after saying what would miss it. It can be undone. */
import { ActionIcon, Button, Group, Modal, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { useSay } from "#web/insight/say.ts";
import { useRetire } from "./shape.queries.ts";
import { UseList, type Use } from "./UseList.tsx";

interface RetireButtonProps {
  kind: "custom-fields" | "custom-objects";
  id: string;
  name: string;
  object: string;
  field?: string;
  /** With its word instead of the sign alone. */
  worded?: boolean;
}

export function RetireButton({ kind, id, name, object, field, worded = false }: RetireButtonProps) {
  const { t } = useTranslation();
  const say = useSay();
  const [uses, setUses] = useState<Use[]>();
  const retire = useRetire(kind, () => say("shape.retired", { name }));
  const take = (): void =>
    retire.mutate(id, { onSuccess: () => setUses(undefined), onError: (error) => toast.problem(error.message) });
  const ask = useMutation({
    mutationFn: async () =>
      (await api.get<{ data: Use[] }>("/configuration/uses", { query: { object, ...(field ? { field } : {}) } })).data,
    onSuccess: (found) => (found.length === 0 ? take() : setUses(found)),
    onError: (error) => toast.problem(error.message),
  });
  const busy = ask.isPending || retire.isPending;
  return (
    <>
      {worded ? (
        <Button size="compact-sm" variant="light" loading={busy} onClick={() => ask.mutate()}>
          {t("health.retire")}
        </Button>
      ) : (
        <ActionIcon
          size={kind === "custom-objects" ? "lg" : "md"}
          aria-label={say("shape.retire", { name })}
          loading={busy}
          onClick={() => ask.mutate()}
        >
          <IconTrash size={16} />
        </ActionIcon>
      )}
      <Modal
        opened={uses !== undefined}
        onClose={() => setUses(undefined)}
        title={say("uses.title", { name })}
        closeButtonProps={{ "aria-label": t("frame.close") }}
      >
        <Text size="sm" mb="sm">
          {t("uses.hint")}
        </Text>
        <UseList uses={uses ?? []} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setUses(undefined)}>
            {t("configuration.cancel")}
          </Button>
          <Button color="red" loading={retire.isPending} onClick={take}>
            {t("uses.anyway")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
