/** Names a new view and says who sees it. */
import { Button, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedView } from "./views.queries.ts";

export function SaveForm({ onSave }: { onSave: (name: string, sharing: SavedView["sharing"]) => Promise<unknown> }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
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
        <Button type="submit" size="compact-sm" h={30} loading={busy} disabled={name.trim() === ""}>
          {t("views.saveAs")}
        </Button>
      </Stack>
    </form>
  );
}
