/** What can be done with the records that are selected. */
import { ActionIcon, Button } from "@mantine/core";
import { IconTrash, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import type { MetaObject } from "../../api/meta.ts";
import { useDelete } from "../deleting.ts";
import classes from "./List.module.css";

export function SelectionBar({
  object,
  selected,
  onClear,
}: {
  object: MetaObject;
  selected: ReadonlySet<string>;
  onClear: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useDelete(object);
  const [busy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    const done = await remove([...selected]);
    setBusy(false);
    if (done) onClear();
  };
  return (
    <div className={classes.selection} role="toolbar" aria-label={t("list.selection")}>
      <span className="tabular">
        {t("list.selected", { count: selected.size, number: format.number(selected.size) })}
      </span>
      {object.rights.delete && (
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          loading={busy}
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => void act()}
        >
          {t("records.delete")}
        </Button>
      )}
      <ActionIcon aria-label={t("list.clearSelection")} onClick={onClear}>
        <IconX size={15} aria-hidden />
      </ActionIcon>
    </div>
  );
}
