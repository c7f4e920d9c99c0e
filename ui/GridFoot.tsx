/** The row under all others of a grid, which stays in sight: what its columns come to. */
import type { ReactNode } from "react";
import type { GridColumn } from "./DataGrid.tsx";
import classes from "./DataGrid.module.css";

interface GridFootProps {
  columns: GridColumn[];
  template: string;
  edges: number[];
  show: (column: string) => ReactNode;
}

export function GridFoot({ columns, template, edges, show }: GridFootProps) {
  return (
    <div className={classes.foot} role="row" style={{ gridTemplateColumns: template }}>
      <div className={`${classes.footCell} ${classes.pinned} ${classes.check}`} role="gridcell" aria-colindex={1} />
      {columns.map((column, place) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={place + 2}
          className={[
            classes.footCell,
            edges[place] !== undefined && classes.pinned,
            place === 0 && classes.first,
            place === edges.length - 1 && classes.edge,
            column.align === "end" && classes.end,
          ]
            .filter(Boolean)
            .join(" ")}
          style={edges[place] === undefined ? {} : { insetInlineStart: edges[place] }}
        >
          {show(column.id)}
        </div>
      ))}
    </div>
  );
}
