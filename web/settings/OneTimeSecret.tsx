/** A link or key that is shown this once, with a button to copy it. */
import { Alert, Button, CopyButton, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
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
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button
              variant={copied ? "light" : "filled"}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
            >
              {t(copied ? "settings.copied" : "settings.copy")}
            </Button>
          )}
        </CopyButton>
      </div>
    </Alert>
  );
}
