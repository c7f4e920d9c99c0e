/** Attaches a file. */
import { FileInput, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLookup, type Found } from "../lookup.ts";
import { labelled, type EditorProps, type FieldEditing } from "../view.ts";

/** `accept` as in HTML: `image/*`. */
export function FileEditor({ accept, ...props }: EditorProps & { accept?: string }) {
  const { t } = useTranslation();
  const lookup = useLookup();
  const [failed, setFailed] = useState<string>();
  const [busy, setBusy] = useState(false);
  const file = props.value as unknown as Found | null;
  const send = async (chosen: File | null) => {
    setFailed(undefined);
    if (chosen === null) return props.onChange(null);
    setBusy(true);
    try {
      const { id, title } = await lookup.upload(chosen);
      props.onChange({ id, title });
      props.onCommit?.({ id, title });
    } catch (error) {
      setFailed((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <FileInput
        {...labelled(props)}
        error={failed ?? props.error ?? false}
        style={{ flex: 1 }}
        placeholder={busy ? t("value.uploading") : (file?.title ?? t("value.chooseFile"))}
        disabled={busy}
        clearable
        {...(accept ? { accept } : {})}
        onChange={(chosen) => void send(chosen)}
      />
    </Group>
  );
}

export const editing: FieldEditing = { Editor: FileEditor };
