/** The grid of a list in groups that open and close; the rows of a group are fetched when it opens. */
import { useCallback, useEffect, useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordJson } from "#model/json.ts";
import { DataGrid, type DataGridProps } from "#ui/DataGrid.tsx";
import { useFormat } from "#ui/format.tsx";
import { LinesSkeleton } from "#ui/states.tsx";
import { useMeta, type MetaObject } from "../../../api/meta.ts";
import { Problem } from "../../../frame/Failure.tsx";
import type { Asked, ColumnState } from "../list-state.ts";
import { GroupHead, MoreOfGroup } from "./GroupHead.tsx";
import type { Selecting } from "../selection/selection.ts";
import { isGroupRow, useGroupedRows, type GroupRow } from "./grouped.queries.ts";
import type { Grouping } from "./picking.ts";

interface GroupedGridProps {
  grid: DataGridProps<RecordJson>;
  object: MetaObject;
  grouping: Grouping;
  groupBy: string;
  asked: Asked;
  columns: ColumnState;
  selecting: Selecting;
  /** How many records there are in all groups. */
  count: { value: number; exact: boolean } | null | undefined;
  /** Hears of the records as they stand, for going from one to the next. */
  onRows: (ids: string[]) => void;
  empty: ReactNode;
}

const NOTHING_MORE = { after: false, before: false };
const nothing = () => {};

export function GroupedGrid(props: GroupedGridProps) {
  const { grid, object, grouping, asked, columns, onRows, selecting } = props;
  const { t } = useTranslation();
  const format = useFormat();
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
  const total = props.count ? `${format.number(props.count.value)}${props.count.exact ? "" : "+"}` : "";
  return (
    <DataGrid<RecordJson | GroupRow>
      {...grid}
      words={{ ...grid.words, selectAll: t("bulk.selectAll", { number: total }) }}
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
      // The heads of groups too, so that Escape finds something to clear where all are folded.
      selected={selecting.all ? new Set(rows.map(({ id }) => id)) : grid.selected}
      onSelect={(chosen, on) => {
        const records = chosen.filter((id) => !/^(group|more) /.test(id));
        // One taken out of all leaves those in open groups, which can be seen to be left.
        if (selecting.all && !on)
          selecting.select(
            ids.filter((id) => !chosen.includes(id)),
            true,
          );
        else selecting.select(records, on);
      }}
      // Rows in folded groups are not there to be marked one by one: all that the list holds are meant.
      allSelected={selecting.all}
      onSelectAll={(on) => (on ? selecting.selectAll() : selecting.clear())}
      onEnds={nothing}
      startAtEnd={false}
      listKey={`${grid.listKey} in groups`}
    />
  );
}
