/** Says what another kind would make of a field's values, before anything is done. */
import { Alert, List, Skeleton, Stack, Text } from "@mantine/core";
import { useSay } from "#web/insight/say.ts";
import { useFormat } from "#web/language/format.ts";
import { useTranslation } from "#web/language/language.ts";
import type { ConversionPreview } from "./conversion.queries.ts";

interface ConversionNoticeProps {
  preview: ConversionPreview | undefined;
  waiting: boolean;
}

export function ConversionNotice({ preview, waiting }: ConversionNoticeProps) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  if (waiting) return <Skeleton height={64} aria-label={t("shape.conversion.looking")} />;
  if (!preview || preview.judged === 0) return null;
  const { judged, complete, kept, lost, examples } = preview;
  return (
    <Alert color={lost > 0 ? "orange" : "teal"} role="status">
      <Stack gap={4}>
        <Text size="sm">
          {say(complete ? "shape.conversion.kept" : "shape.conversion.keptOfSome", {
            kept: format.number(kept),
            judged: format.number(judged),
          })}
        </Text>
        {lost > 0 && <Text size="sm">{t("shape.conversion.lost", { count: lost })}</Text>}
        {examples.length > 0 && (
          <List size="sm" withPadding>
            {examples.map(({ text, count }) => (
              <List.Item key={text}>
                <bdi>{text}</bdi>
                {count > 1 ? ` × ${format.number(count)}` : ""}
              </List.Item>
            ))}
          </List>
        )}
        <Text size="sm" c="dimmed">
          {t("shape.conversion.undoable")}
        </Text>
      </Stack>
    </Alert>
  );
}
