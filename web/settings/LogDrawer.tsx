/** A log at the side: all of it or what stands in one state, the newest first, more on request. */
import { Button, Drawer, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { EmptyState, LinesSkeleton } from "#ui/states.tsx";
import { useTranslation } from "#web/language/language.ts";

interface LogDrawerProps<Row, State extends string> {
  title: string;
  log: UseInfiniteQueryResult<InfiniteData<{ data: Row[] }>>;
  states: { label: string; value: State; options: readonly { value: State; label: string }[] };
  none: { title: string; hint: string };
  /** The words of the button that fetches more. */
  more: string;
  className: string;
  /** Over the choice of a state. */
  tools?: ReactNode;
  onState: (state: State) => void;
  onClose: () => void;
  /** An item of the list. */
  children: (row: Row) => ReactNode;
}

export function LogDrawer<Row, State extends string>(props: LogDrawerProps<Row, State>) {
  const { title, log, states, none, more, className, tools, onState, onClose, children } = props;
  const { t } = useTranslation();
  const rows = log.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={onClose}
      title={title}
      closeButtonProps={{ "aria-label": t("frame.close") }}
    >
      <Stack gap="md">
        {tools}
        <SegmentedControl
          size="xs"
          aria-label={states.label}
          value={states.value}
          onChange={onState}
          data={[...states.options]}
        />
        {log.isPending && <LinesSkeleton lines={6} />}
        {log.isSuccess && rows.length === 0 && (
          <EmptyState icon={IconChecks} title={none.title}>
            {none.hint}
          </EmptyState>
        )}
        {log.error && (
          <Text role="alert" size="sm" c="var(--bad)">
            {log.error.message}
          </Text>
        )}
        <ul className={className}>{rows.map(children)}</ul>
        {log.hasNextPage && (
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {more}
          </Button>
        )}
      </Stack>
    </Drawer>
  );
}
