/** A link or key that is shown this once, with a button to copy it. */
import { Alert, Button, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { copyText } from "#ui/copying.ts";
import { useTranslation } from "#web/language/language.ts";

export function OneTimeSecret({
  title,
  hint,
  value,
  onClose,
}: {
  title: string;
  hint: string;
  value: string;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <Alert
      color="accent"
      variant="light"
      title={title}
      withCloseButton
      closeButtonLabel={t("settings.close")}
      onClose={onClose}
      role="status"
    >
      <p className="secret-hint">{hint}</p>
      <div className="secret">
        <TextInput
          readOnly
          aria-label={title}
          value={value}
          dir="ltr"
          ff="monospace"
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          variant={copied ? "light" : "filled"}
          leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={() => void copyText(value).then(() => setCopied(true))}
        >
          {t(copied ? "settings.copied" : "settings.copy")}
        </Button>
      </div>
    </Alert>
  );
}
