/** Takes the whole workspace out as one archive. */
import { Button, Text, Title } from "@mantine/core";
import { IconPackageExport } from "@tabler/icons-react";
import { useState } from "react";
import { useMeta } from "#web/api/meta.ts";
import { may } from "#web/frame/rooms.ts";
import { useTranslation } from "#web/language/language.ts";
import { useExporting } from "./follow-export.tsx";

/** Shown only to those who may. */
export function ArchiveSection() {
  const { t } = useTranslation();
  const meta = useMeta();
  const start = useExporting();
  const [busy, setBusy] = useState(false);
  if (!may(meta, "backup") || !may(meta, "export")) return null;
  const begin = async (): Promise<void> => {
    setBusy(true);
    await start({ kind: "workspace" }, t("exports.archive"));
    setBusy(false);
  };
  return (
    <section className="settings-form">
      <Title order={2} size="h4">
        {t("exports.archiveTitle")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("exports.archiveText")}
      </Text>
      <div>
        <Button
          variant="default"
          leftSection={<IconPackageExport size={16} aria-hidden />}
          loading={busy}
          onClick={() => void begin()}
        >
          {t("exports.archiveMake")}
        </Button>
      </div>
    </section>
  );
}
