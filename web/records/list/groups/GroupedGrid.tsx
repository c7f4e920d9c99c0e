/** The grid of a list in groups that open and close; the rows of a group are fetched when it opens. */
import { useCallback, useEffect, useMemo, type ReactNode } from "react";
import type { RecordJson } from "#model/json.ts";
import { DataGrid, type DataGridProps } from "#ui/DataGrid.tsx";
import { LinesSkeleton } from "#ui/states.tsx";
import { useMeta, type MetaObject } from "../../../api/meta.ts";
import { Problem } from "../../../frame/Failure.tsx";
import type { Asked, ColumnState } from "../list-state.ts";
import { GroupHead, MoreOfGroup } from "./GroupHead.tsx";
import { isGroupRow, useGroupedRows, type GroupRow } from "./grouped.queries.ts";
import type { Grouping } from "./picking.ts";

interface GroupedGridProps {
  grid: DataGridProps<RecordJson>;
  object: MetaObject;
  grouping: Grouping;
  groupBy: string;
  asked: Asked;
  columns: ColumnState;
  allSelected: boolean;
  /** Hears of the records as they stand, for going from one to the next. */
  onRows: (ids: string[]) => void;
  empty: ReactNode;
}

const NOTHING_MORE = { after: false, before: false };
const nothing = () => {};

export function GroupedGrid(props: GroupedGridProps) {
  const { grid, object, grouping, asked, columns, onRows } = props;
  const { slug } = useMeta().workspace;
  const { rows, groups, toggle, more } = useGroupedRows(
    slug,
    object,
    grouping,
    props.groupBy,
    asked,
    columns.totals,
    columns.fields.map((field) => field.name),
  );
  const ids = useMemo(() => rows.flatMap((row) => (isGroupRow(row) ? [] : [row.id])), [rows]);
  const order = ids.join();
  useEffect(() => onRows(order === "" ? [] : order.split(",")), [order]); // oxlint-disable-line react/exhaustive-deps -- told when the order is another, whoever listens
  const renderSpan = useCallback(
    (row: RecordJson | GroupRow) => {
      if (!isGroupRow(row)) return undefined;
      if (row.span === "more") return <MoreOfGroup waiting={row.waiting} onMore={() => more(row.key)} />;
      return (
        <GroupHead
          object={object}
          grouping={grouping}
          row={row}
          totals={columns.totals}
          onToggle={() => toggle(row.key)}
        />
      );
    },
    [object, grouping, columns.totals, toggle, more],
  );
  const recordOnly =
    (act: (row: RecordJson) => void) =>
    (row: RecordJson | GroupRow): void => {
      if (!isGroupRow(row)) act(row);
      else if (row.span === "group" && act === grid.onOpen) toggle(row.key);
    };
  if (groups.isError) {
    return <Problem error={groups.error} />;
  }
  if (groups.isPending)
    return (
      <div style={{ padding: "1rem 1.25rem" }}>
        <LinesSkeleton />
      </div>
    );
  if (rows.length === 0) return props.empty;
  const { onPeek } = grid;
  return (
    <DataGrid<RecordJson | GroupRow>
      {...grid}
      rows={rows}
      total={undefined}
      more={NOTHING_MORE}
      onNearEnd={nothing}
      onNearStart={nothing}
      renderCell={(row, column) => (isGroupRow(row) ? null : grid.renderCell(row, column))}
      renderEditor={(row, column) => (isGroupRow(row) ? null : grid.renderEditor(row, column))}
      renderSpan={renderSpan}
      onEdit={(row, column) => !isGroupRow(row) && grid.onEdit(row, column)}
      onOpen={recordOnly(grid.onOpen)}
      onPeek={onPeek && recordOnly(onPeek)}
      selected={props.allSelected ? new Set(ids) : grid.selected}
      onSelect={(chosen, on) =>
        grid.onSelect(
          chosen.filter((id) => !/^(group|more) /.test(id)),
          on,
        )
      }
      onEnds={nothing}
      startAtEnd={false}
      listKey={`${grid.listKey} in groups`}
    />
  );
}
