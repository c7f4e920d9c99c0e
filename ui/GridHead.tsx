/** The head of a grid's column: sorts by a click, is sized by its edge. */
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { GridColumn } from "./DataGrid.tsx";
import classes from "./DataGrid.module.css";

interface GridHeadProps {
  header: { getResizeHandler: () => (event: unknown) => void; column: { getIsResizing: () => boolean } };
  column: GridColumn;
  place: number;
  sort: { column: string; descending: boolean } | null;
  onSort: (column: string) => void;
  resizeLabel: (column: string) => string;
}

export function GridHead({ header, column, place, sort, onSort, resizeLabel }: GridHeadProps) {
  const sorted = sort?.column === column.id;
  const Mark = sort?.descending ? IconArrowDown : IconArrowUp;
  const look = [
    classes.headCell,
    place === 0 && `${classes.pinned} ${classes.first} ${classes.edge}`,
    column.align === "end" && classes.end,
  ]
    .filter(Boolean)
    .join(" ");
  const text = <span className={classes.headText}>{column.label}</span>;
  const resize = header.getResizeHandler();
  return (
    <div
      className={look}
      role="columnheader"
      aria-colindex={place + 2}
      aria-sort={sorted ? (sort.descending ? "descending" : "ascending") : undefined}
      title={column.label}
    >
      {column.sortable ? (
        <button type="button" tabIndex={-1} className={classes.headButton} onClick={() => onSort(column.id)}>
          {text}
          {sorted && <Mark size={13} stroke={2} aria-hidden />}
        </button>
      ) : (
        text
      )}
      <div
        className={classes.resize}
        aria-hidden
        title={resizeLabel(column.label)}
        data-resizing={header.column.getIsResizing() || undefined}
        onMouseDown={resize}
        onTouchStart={resize}
      />
    </div>
  );
}
