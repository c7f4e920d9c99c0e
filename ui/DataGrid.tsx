/** A grid of rows that are drawn only where one looks: sticky head and first column, keyboard, columns that can be sized. Knows nothing of records. */
import { useDirection } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type ReactNode,
} from "react";
import { GridFoot } from "./GridFoot.tsx";
import { GridHead } from "./GridHead.tsx";
import { GridRow } from "./GridRow.tsx";
import classes from "./DataGrid.module.css";
import { useGridKeys } from "./grid-keys.ts";
import { Tick } from "./Tick.tsx";

export interface GridColumn {
  id: string;
  label: string;
  width: number;
  align?: "end" | undefined;
  sortable: boolean;
  editable: boolean;
}

export interface GridWords {
  selectAll: string;
  select: (row: number) => string;
  resize: (column: string) => string;
}

export interface DataGridProps<R extends { id: string }> {
  label: string;
  words: GridWords;
  columns: GridColumn[];
  /** Widths that the reader chose, by column. */
  widths: Record<string, number>;
  onWidths: (widths: Record<string, number>) => void;
  rows: R[];
  /** Known length of the whole, for assistive technology. */
  total?: number | undefined;
  /** More rows stand after or before those given. */
  more: { after: boolean; before: boolean };
  onNearEnd: () => void;
  onNearStart: () => void;
  sort: { column: string; descending: boolean } | null;
  onSort: (column: string) => void;
  renderCell: (row: R, column: string) => ReactNode;
  editing: { id: string; column: string } | null;
  renderEditor: (row: R, column: string) => ReactNode;
  onEdit: (row: R, column: string) => void;
  onOpen: (row: R) => void;
  /** The reader rests on a row and may open it next. */
  onPeek?: ((row: R) => void) | undefined;
  /** So many of the first columns stay in sight when the others scroll; 1 where nothing is said. */
  pinned?: number;
  /** What stands under a column, below all rows. */
  foot?: ((column: string) => ReactNode) | undefined;
  /** A menu at a column's head. */
  headMenu?: ((column: string, place: number) => ReactNode) | undefined;
  /** A column was dragged to the place of another. */
  onMove?: ((column: string, place: number) => void) | undefined;
  /** The key for a column's menu was pressed. */
  onHeadMenu?: ((column: string) => void) | undefined;
  /** What a row shows across all columns, where it is no record: the head of a group. */
  renderSpan?: ((row: R) => ReactNode | undefined) | undefined;
  selected: ReadonlySet<string>;
  onSelect: (ids: string[], on: boolean) => void;
  /** What the box over all rows does where those given are not all that it is for: rows in folded groups. */
  onSelectAll?: ((on: boolean) => void) | undefined;
  allSelected?: boolean;
  onEnds: (end: "top" | "end") => void;
  /** A change of it is another list: it begins at the top, or at its end. */
  listKey: string;
  startAtEnd?: boolean;
  /** Where the reader was before, in pixels. */
  startOffset?: number;
  onScrolled?: (offset: number) => void;
  startActive?: string | undefined;
  onActive?: (id: string) => void;
}

const CHECK = 40;
const NARROWEST = 72;
const WIDEST = 720;
const WAITING_ROWS = 4;
/** While nothing is there yet. */
const FIRST_WAITING_ROWS = 14;
const NEAR = 40;
const OVERSCAN = 6;
/** About what stands over and under a grid in a window: a guess until the browser has told its height. */
const AROUND = 220;
/** In rem. */
const ROW = { plain: 2.25, naskh: 2.4, nastaliq: 3.25 };
const HEAD = 2.125;

let remInPixels: number | undefined;
const rem = (): number =>
  (remInPixels ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);

/** The last column takes what room there is. */
const templateOf = (widths: number[]): string =>
  `${CHECK}px ${widths.map((width, place) => (place === widths.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`)).join(" ")}`;

export function DataGrid<R extends { id: string }>(props: DataGridProps<R>) {
  const {
    columns,
    rows,
    widths,
    onWidths,
    more,
    onNearEnd,
    onNearStart,
    selected,
    onSelect,
    listKey,
    onScrolled,
    onActive,
    onPeek,
  } = props;
  const id = useId();
  const { dir } = useDirection();
  const scroll = useRef<HTMLDivElement>(null);
  const size = useHeights();
  // While an edge is drawn, only the style of the whole changes: no row is drawn again.
  const [drawn, setDrawn] = useState<{ column: string; width: number } | null>(null);
  const widthOf = (column: GridColumn) =>
    (drawn?.column === column.id ? drawn.width : widths[column.id]) ?? column.width;
  const pinned = Math.max(1, Math.min(props.pinned ?? 1, columns.length));
  const style: CSSProperties & Record<`--${string}`, string> = {
    "--columns": templateOf(columns.map(widthOf)),
    "--row": `${size.row}px`,
    "--head": `${size.head}px`,
  };
  columns.slice(0, pinned).forEach((_, place) => {
    const before = columns.slice(0, place).reduce((sum, column) => sum + widthOf(column), CHECK);
    style[`--edge-${place}`] = `${before}px`;
  });

  const places = useMemo(() => new Map(rows.map((row, place) => [row.id, place])), [rows]);
  const count = rows.length + (more.after ? (rows.length === 0 ? FIRST_WAITING_ROWS : WAITING_ROWS) : 0);
  // oxlint-disable-next-line react/incompatible-library -- no React Compiler runs here; the grid draws again whenever the virtualizer says so
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => size.row,
    overscan: OVERSCAN,
    initialRect: { width: innerWidth, height: Math.max(0, innerHeight - AROUND) },
    observeElementRect: observeRect,
    scrollMargin: size.head,
    scrollPaddingStart: size.head,
    initialOffset: props.startOffset ?? 0,
  });
  const items = virtual.getVirtualItems();
  const { measure } = virtual;
  useLayoutEffect(() => measure(), [size, measure]);
  useSteadyRows(scroll, places, rows, size.row, listKey, props.startAtEnd ?? false, props.startOffset ?? 0);
  useEffect(() => {
    if (rows.length === 0) return;
    if (more.after && (items.at(-1)?.index ?? 0) >= rows.length - NEAR) onNearEnd();
    if (more.before && (items[0]?.index ?? NEAR) < NEAR / 2) onNearStart();
  }, [items, rows.length, more.after, more.before, onNearEnd, onNearStart]);

  const [active, setActive] = useState<{ id: string; column: number } | null>(
    props.startActive ? { id: props.startActive, column: 0 } : null,
  );
  const move = useCallback(
    (place: number, column: number) => {
      const row = rows[place];
      if (!row) return;
      setActive({ id: row.id, column });
      onActive?.(row.id);
      virtual.scrollToIndex(place);
      onPeek?.(row);
    },
    [rows, virtual, onActive, onPeek],
  );
  useGridKeys({
    ...props,
    scroll,
    places,
    active,
    move,
    rtl: dir === "rtl",
    pageSize: Math.max(1, items.length - 2 * OVERSCAN),
  });
  const activate = useCallback(
    (row: R, column: number) => {
      setActive({ id: row.id, column });
      onActive?.(row.id);
    },
    [onActive],
  );

  const draw = useLatest((down: React.PointerEvent, column: GridColumn) => {
    const edge = down.currentTarget;
    const first = widthOf(column);
    const at = (event: PointerEvent | React.PointerEvent) => {
      const wider = (event.clientX - down.clientX) * (dir === "rtl" ? -1 : 1);
      return Math.round(Math.min(WIDEST, Math.max(NARROWEST, first + wider)));
    };
    const move = (event: PointerEvent) => setDrawn({ column: column.id, width: at(event) });
    const end = (event: PointerEvent) => {
      edge.removeEventListener("pointermove", move as EventListener);
      setDrawn(null);
      if (event.type === "pointerup") onWidths({ ...widths, [column.id]: at(event) });
    };
    edge.setPointerCapture(down.pointerId);
    edge.addEventListener("pointermove", move as EventListener);
    for (const type of ["pointerup", "pointercancel"])
      edge.addEventListener(type, end as EventListener, { once: true });
    setDrawn({ column: column.id, width: first });
  });

  const allSelected = props.allSelected ?? (rows.length > 0 && rows.every((row) => selected.has(row.id)));
  return (
    <div
      ref={scroll}
      className={classes.scroll}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={props.total === undefined ? -1 : props.total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={active && places.has(active.id) ? `${id}-${active.id}-${active.column}` : undefined}
      style={style}
      onScroll={(event) => onScrolled?.(event.currentTarget.scrollTop)}
    >
      <div className={classes.head} role="row" aria-rowindex={1}>
        <div className={`${classes.headCell} ${classes.pinned} ${classes.check}`} role="columnheader" aria-colindex={1}>
          <Tick
            label={props.words.selectAll}
            on={allSelected}
            some={!allSelected && selected.size > 0}
            onChange={() => {
              if (props.onSelectAll) props.onSelectAll(!allSelected);
              else
                onSelect(
                  rows.map((row) => row.id),
                  !allSelected,
                );
            }}
          />
        </div>
        {columns.map((column, place) => (
          <GridHead
            key={column.id}
            column={column}
            place={place}
            sort={props.sort}
            onSort={props.onSort}
            resizeLabel={props.words.resize}
            drawing={drawn?.column === column.id}
            onDraw={draw}
            pinned={place < pinned}
            lastPinned={place === pinned - 1}
            menu={props.headMenu}
            onMove={props.onMove}
          />
        ))}
      </div>
      <div className={classes.body} role="presentation" style={{ blockSize: virtual.getTotalSize() }}>
        {items.map((item) => (
          <GridRow
            key={rows[item.index]?.id ?? `waiting-${item.index}`}
            id={id}
            row={rows[item.index]}
            place={item.index}
            start={item.start - size.head}
            pinned={pinned}
            columns={columns}
            activeColumn={active !== null && rows[item.index]?.id === active.id ? active.column : null}
            editing={props.editing !== null && rows[item.index]?.id === props.editing.id ? props.editing.column : null}
            selected={selected.has(rows[item.index]?.id ?? "")}
            selectLabel={props.words.select}
            renderCell={props.renderCell}
            renderEditor={props.editing?.id === rows[item.index]?.id ? props.renderEditor : undefined}
            renderSpan={props.renderSpan}
            onSelect={onSelect}
            onActivate={activate}
            onEdit={props.onEdit}
            onOpen={props.onOpen}
            onPeek={props.onPeek}
          />
        ))}
      </div>
      {props.foot && <GridFoot columns={columns} pinned={pinned} show={props.foot} />}
    </div>
  );
}

/** The same function for good, which does what the last one given does: what is handed it is not drawn again for its sake. */
function useLatest<A extends unknown[]>(act: (...args: A) => void): (...args: A) => void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}

/** As the virtualizer's own, but told by the browser after its layout: to ask for it would make one more. */
function observeRect(
  { scrollElement }: { scrollElement: Element | null },
  tell: (rect: { width: number; height: number }) => void,
): (() => void) | undefined {
  if (!scrollElement) return undefined;
  const observer = new ResizeObserver(([entry]) => {
    const [box] = entry?.borderBoxSize ?? [];
    if (box) tell({ width: Math.round(box.inlineSize), height: Math.round(box.blockSize) });
  });
  observer.observe(scrollElement, { box: "border-box" });
  return () => observer.disconnect();
}

/** Rows are as high as their script needs. The style sheet hears of it from here, so that nothing has to be measured. */
function useHeights(): { row: number; head: number } {
  const { lang, dataset } = document.documentElement;
  const inRem = lang !== "ur" ? ROW.plain : dataset["nastaliq"] === undefined ? ROW.naskh : ROW.nastaliq;
  return useMemo(() => ({ row: Math.round(inRem * rem()), head: Math.round(HEAD * rem()) }), [inRem]);
}

/** Keeps what one looks at in its place when rows are added or dropped before it; another list starts at the top. */
function useSteadyRows(
  scroll: React.RefObject<HTMLDivElement | null>,
  places: Map<string, number>,
  rows: { id: string }[],
  height: number,
  listKey: string,
  startAtEnd: boolean,
  startOffset: number,
) {
  const seen = useRef<{ id: string; place: number; listKey: string } | null>(null);
  const top = useRef(startOffset);
  useLayoutEffect(() => {
    const element = scroll.current;
    if (!element) return;
    const before = seen.current;
    if (before && before.listKey !== listKey) {
      element.scrollTo({ top: startAtEnd ? element.scrollHeight : 0 });
      top.current = startAtEnd ? element.scrollTop : 0;
    } else if (before) {
      const now = places.get(before.id);
      if (now !== undefined && now !== before.place) {
        const moved = (now - before.place) * height;
        element.scrollBy({ top: moved });
        top.current += moved;
      }
    }
    // Where it stands is heard of by its scrolling: to ask for it here would have the whole page laid out for that alone.
    const note = () => {
      const place = Math.floor(top.current / height);
      const row = rows[place];
      seen.current = row ? { id: row.id, place, listKey } : seen.current && { ...seen.current, listKey };
    };
    note();
    const hear = () => {
      top.current = element.scrollTop;
      note();
    };
    // Before the rows that the scrolling brings are drawn.
    const early = { passive: true, capture: true };
    element.addEventListener("scroll", hear, early);
    return () => element.removeEventListener("scroll", hear, early);
  }, [scroll, places, rows, height, listKey, startAtEnd]);
}
