/** The row under all others of a grid, which stays in sight: what its columns come to. */
import type { ReactNode } from "react";
import type { GridColumn } from "./DataGrid.tsx";
import classes from "./DataGrid.module.css";

interface GridFootProps {
  columns: GridColumn[];
  pinned: number;
  show: (column: string) => ReactNode;
}

export function GridFoot({ columns, pinned, show }: GridFootProps) {
  return (
    <div className={classes.foot} role="row">
      <div className={`${classes.footCell} ${classes.pinned} ${classes.check}`} role="gridcell" aria-colindex={1} />
      {columns.map((column, place) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={place + 2}
          className={[
            classes.footCell,
            place < pinned && classes.pinned,
            place === 0 && classes.first,
            place === pinned - 1 && classes.edge,
            column.align === "end" && classes.end,
          ]
            .filter(Boolean)
            .join(" ")}
          style={place < pinned ? { insetInlineStart: `var(--edge-${place})` } : {}}
        >
          {show(column.id)}
        </div>
      ))}
    </div>
  );
}
