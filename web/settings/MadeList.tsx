/** A room of what a company makes itself: what it is for, how to begin, and then what there is. */
import { Button, Group, Text } from "@mantine/core";
import { IconPlus, type Icon } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { EmptyState } from "#ui/states.tsx";
import { Loaded } from "./Loaded.tsx";

interface MadeListProps<Row> {
  query: UseQueryResult<Row[]>;
  hint: string;
  /** The words of the button that begins a new one. */
  make: string;
  onMake: () => void;
  none: { icon: Icon; title: string; hint: string };
  /** Between what it is for and the list. */
  notice?: ReactNode;
  children: (rows: Row[]) => ReactNode;
}

export function MadeList<Row>({ query, hint, make, onMake, none, notice, children }: MadeListProps<Row>) {
  const begin = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onMake}>
      {make}
    </Button>
  );
  return (
    <>
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
      {notice}
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={none.icon} title={none.title}>
              {none.hint}
              <Group mt="md" justify="center">
                {begin}
              </Group>
            </EmptyState>
          ) : (
            <>
              <Group>{begin}</Group>
              {children(rows)}
            </>
          )
        }
      </Loaded>
    </>
  );
}
