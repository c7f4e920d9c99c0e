/** One row of a grid; drawn again only when something of its own changed. */
import { memo, type MouseEvent, type ReactNode } from "react";
import type { GridColumn } from "./DataGrid.tsx";
import classes from "./DataGrid.module.css";
import { Tick } from "./Tick.tsx";

interface GridRowProps<R extends { id: string }> {
  id: string;
  row: R | undefined;
  place: number;
  start: number;
  /** So many of the first columns stay in sight. */
  pinned: number;
  columns: GridColumn[];
  activeColumn: number | null;
  editing: string | null;
  selected: boolean;
  selectLabel: (row: number) => string;
  renderCell: (row: R, column: string) => ReactNode;
  /** Said to the row that is being edited. */
  renderEditor: ((row: R, column: string) => ReactNode) | undefined;
  renderSpan: ((row: R) => ReactNode | undefined) | undefined;
  onSelect: (ids: string[], on: boolean) => void;
  onActivate: (row: R, column: number) => void;
  onEdit: (row: R, column: string) => void;
  onOpen: (row: R) => void;
  onPeek?: ((row: R) => void) | undefined;
}

const join = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(" ");

/** The column that was meant; below 0 where it was none. Heard once for the row: a grid has hundreds of cells. */
function placeOf({ target, currentTarget }: MouseEvent<HTMLElement>): number {
  const cell = (target as Element).closest('[role="gridcell"]');
  return cell ? [...currentTarget.children].indexOf(cell) - 1 : -1;
}

function Row<R extends { id: string }>(props: GridRowProps<R>) {
  const { id, row, place, start, pinned, columns, activeColumn, editing, selected } = props;
  const pinnedAt = (at: number) => (at < pinned ? { insetInlineStart: `var(--edge-${at})` } : undefined);
  if (row === undefined) {
    return (
      <div className={classes.row} role="row" aria-hidden style={{ insetBlockStart: start }}>
        <div className={join(classes.cell, classes.pinned, classes.check)} />
        {columns.map((column, at) => (
          <div
            key={column.id}
            className={join(classes.cell, at < pinned && classes.pinned, at === 0 && classes.first)}
            style={pinnedAt(at)}
          >
            <span className={classes.waiting} style={{ inlineSize: `${78 - ((place * 31 + at * 17) % 45)}%` }} />
          </div>
        ))}
      </div>
    );
  }
  const span = props.renderSpan?.(row);
  if (span !== undefined)
    return (
      <div
        className={join(classes.row, classes.spanRow)}
        role="row"
        aria-rowindex={place + 2}
        data-active={activeColumn !== null || undefined}
        style={{ insetBlockStart: start }}
        onClick={() => props.onActivate(row, 0)}
      >
        <div
          id={`${id}-${row.id}-${activeColumn ?? 0}`}
          className={classes.span}
          role="gridcell"
          aria-colspan={columns.length + 1}
          data-active={activeColumn !== null || undefined}
        >
          {span}
        </div>
      </div>
    );
  return (
    <div
      className={classes.row}
      role="row"
      aria-rowindex={place + 2}
      aria-selected={selected}
      data-selected={selected || undefined}
      data-active={activeColumn !== null || undefined}
      onMouseEnter={() => props.onPeek?.(row)}
      onClick={(event) => {
        const at = placeOf(event);
        if (at >= 0) props.onActivate(row, at);
      }}
      onDoubleClick={(event) => {
        const column = columns[placeOf(event)];
        if (column?.editable) props.onEdit(row, column.id);
        else if (column) props.onOpen(row);
      }}
      style={{ insetBlockStart: start, ...(editing === null ? {} : { zIndex: 3 }) }}
    >
      <div className={join(classes.cell, classes.pinned, classes.check)} role="gridcell">
        <Tick label={props.selectLabel(place + 1)} on={selected} onChange={() => props.onSelect([row.id], !selected)} />
      </div>
      {columns.map((column, at) => (
        <div
          key={column.id}
          // The one that the keyboard is at is named by the grid.
          id={activeColumn === at ? `${id}-${row.id}-${at}` : undefined}
          className={join(
            classes.cell,
            at < pinned && classes.pinned,
            at === 0 && classes.first,
            at === pinned - 1 && classes.edge,
            column.align === "end" && classes.end,
            editing === column.id && classes.editing,
          )}
          role="gridcell"
          style={pinnedAt(at)}
          data-active={activeColumn === at || undefined}
        >
          {editing === column.id ? (
            <div className={classes.editor}>{props.renderEditor?.(row, column.id)}</div>
          ) : (
            <div className={classes.content}>{props.renderCell(row, column.id)}</div>
          )}
        </div>
      ))}
    </div>
  );
}

export const GridRow = memo(Row) as typeof Row;
