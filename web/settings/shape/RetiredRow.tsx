/** One of what is retired: restored at once, or deleted for good after another question. */
import { Button, Group } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { toast } from "#ui/toast.tsx";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";

interface RetiredRowProps {
  id: string;
  restore: { isPending: boolean; mutate: (id: string, then: { onError: (error: Error) => void }) => void };
  /** Asks before it goes for good. */
  deleting: (close: () => void) => ReactNode;
  /** What it is called. */
  children: ReactNode;
}

export function RetiredRow({ id, restore, deleting, children }: RetiredRowProps) {
  const { t } = useTranslation();
  const issues = useIssueWords();
  const [asking, setAsking] = useState(false);
  return (
    <li>
      <span>{children}</span>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="light"
          loading={restore.isPending}
          onClick={() => restore.mutate(id, { onError: (error) => toast.problem(issues.all(error)) })}
        >
          {t("shape.restore")}
        </Button>
        <Button size="compact-sm" variant="subtle" color="red" onClick={() => setAsking(true)}>
          {t("shape.purge")}
        </Button>
      </Group>
      {asking && deleting(() => setAsking(false))}
    </li>
  );
}
