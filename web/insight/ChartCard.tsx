/** The frame of a chart: title, its message in a sentence, and the same figures as a table. */
import { ActionIcon, Alert, Group, Paper, Skeleton, Text, Title } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "#web/language/language.ts";

export interface ChartCardProps {
  title: string;
  /** Which of the charts it is: its room is kept until it comes. */
  kind: "abc" | "rfm" | "revenue" | "top";
  /** What the chart says, in one or two sentences. */
  summary: ReactNode;
  chart: ReactNode;
  /** Made only where it is looked at. */
  table: () => ReactNode;
  /** Controls that belong to this chart. */
  tools?: ReactNode;
  loading: boolean;
  error: Error | null;
}

export function ChartCard({ title, kind, summary, chart, table, tools, loading, error }: ChartCardProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const words = t(asTable ? "insight.asChart" : "insight.asTable");
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-label={title} className={`chart-card card-${kind}`}>
      <Group justify="space-between" align="start" gap="xs" mb="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Group gap="xs" justify="flex-end" wrap="nowrap" ms="auto">
          {tools}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={words}
            data-hint={words}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <IconChartBar size={18} /> : <IconTable size={18} />}
          </ActionIcon>
        </Group>
      </Group>
      {error ? (
        <Alert color="red" variant="light">
          {error.message}
        </Alert>
      ) : loading ? (
        <div className="chart-room">
          <Skeleton height="100%" radius="md" />
        </div>
      ) : (
        <div className="chart-room">
          <Text size="sm" c="dimmed" mb="sm">
            {summary}
          </Text>
          {asTable ? (
            <div className="chart-table" tabIndex={0} role="region" aria-label={title}>
              {table()}
            </div>
          ) : (
            chart
          )}
        </div>
      )}
    </Paper>
  );
}
