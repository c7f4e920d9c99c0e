/** Names a new view and says who sees it, or gives another name to one that is there. */
import { Button, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedView } from "./views.queries.ts";

export interface SaveFormProps {
  /** What it is called so far. */
  named?: string;
  onSave: (name: string, sharing: SavedView["sharing"]) => Promise<unknown>;
}

export function SaveForm({ named, onSave }: SaveFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(named ?? "");
  const [sharing, setSharing] = useState<SavedView["sharing"]>("mine");
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (name.trim() === "") return;
    setBusy(true);
    await onSave(name.trim(), sharing);
    setBusy(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="xs">
        <TextInput
          label={t("view.name")}
          dir="auto"
          maxLength={100}
          autoFocus
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {named === undefined && (
          <SegmentedControl
            aria-label={t("view.sharing")}
            fullWidth
            size="xs"
            value={sharing}
            onChange={(value) => setSharing(value as SavedView["sharing"])}
            data={[
              { value: "mine", label: t("view.sharing.mine") },
              { value: "shared", label: t("view.sharing.shared") },
            ]}
          />
        )}
        <Button type="submit" size="compact-sm" h={30} loading={busy} disabled={name.trim() === ""}>
          {t(named === undefined ? "views.saveAs" : "views.rename")}
        </Button>
      </Stack>
    </form>
  );
}
