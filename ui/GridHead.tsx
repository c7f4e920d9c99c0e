/** The head of a grid's column: sorts by a click, is sized by its edge. */
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { memo, useState, type PointerEvent, type ReactNode } from "react";
import type { GridColumn } from "./DataGrid.tsx";
import classes from "./DataGrid.module.css";

interface GridHeadProps {
  column: GridColumn;
  place: number;
  sort: { column: string; descending: boolean } | null;
  onSort: (column: string) => void;
  resizeLabel: (column: string) => string;
  /** Its edge is being drawn to another width. */
  drawing: boolean;
  onDraw: (event: PointerEvent, column: GridColumn) => void;
  /** It stays when the others scroll. */
  pinned: boolean;
  lastPinned: boolean;
  menu: ((column: string, place: number) => ReactNode) | undefined;
  onMove: ((column: string, place: number) => void) | undefined;
}

/** The column on its way to another place. */
const CARRIED = "application/x-column";

function Head(props: GridHeadProps) {
  const { column, place, sort, onSort, resizeLabel, pinned, onMove } = props;
  const [over, setOver] = useState(false);
  const sorted = sort?.column === column.id;
  const Mark = sort?.descending ? IconArrowDown : IconArrowUp;
  const look = [
    classes.headCell,
    pinned && classes.pinned,
    place === 0 && classes.first,
    props.lastPinned && classes.edge,
    column.align === "end" && classes.end,
  ]
    .filter(Boolean)
    .join(" ");
  const text = <span className={classes.headText}>{column.label}</span>;
  return (
    <div
      className={look}
      role="columnheader"
      aria-colindex={place + 2}
      aria-sort={sorted ? (sort.descending ? "descending" : "ascending") : undefined}
      title={column.label}
      style={pinned ? { insetInlineStart: `var(--edge-${place})` } : {}}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!onMove || !event.dataTransfer.types.includes(CARRIED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const carried = event.dataTransfer.getData(CARRIED);
        if (carried && carried !== column.id) onMove?.(carried, place);
      }}
    >
      <span
        className={classes.carry}
        draggable={onMove !== undefined}
        onDragStart={(event) => {
          event.dataTransfer.setData(CARRIED, column.id);
          event.dataTransfer.effectAllowed = "move";
        }}
      >
        {column.sortable ? (
          <button type="button" tabIndex={-1} className={classes.headButton} onClick={() => onSort(column.id)}>
            {text}
            {sorted && <Mark size={13} stroke={2} aria-hidden />}
          </button>
        ) : (
          text
        )}
      </span>
      {props.menu && <span className={classes.headMenu}>{props.menu(column.id, place)}</span>}
      <div
        className={classes.resize}
        aria-hidden
        title={resizeLabel(column.label)}
        data-resizing={props.drawing || undefined}
        onPointerDown={(event) => props.onDraw(event, column)}
      />
    </div>
  );
}

export const GridHead = memo(Head);
