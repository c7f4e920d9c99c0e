/** The keyboard of a grid: works while the grid has the focus, and while nothing else has it. */
import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import type { DataGridProps } from "./DataGrid.tsx";

interface GridKeys<R extends { id: string }> extends Pick<
  DataGridProps<R>,
  "rows" | "columns" | "editing" | "selected" | "onSelect" | "onOpen" | "onEdit" | "onEnds" | "onHeadMenu"
> {
  scroll: RefObject<HTMLDivElement | null>;
  places: Map<string, number>;
  active: { id: string; column: number } | null;
  move: (place: number, column: number) => void;
  rtl: boolean;
  pageSize: number;
}

/** Keys that are words would be typed into these. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === "checkbox");

/** A dialog or a menu is open and has the keys. */
const isCovered = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;

function stepOf(
  event: KeyboardEvent,
  keys: { pageSize: number; rtl: boolean },
): { rows: number; columns: number } | null {
  const forward = keys.rtl ? "ArrowLeft" : "ArrowRight";
  const back = keys.rtl ? "ArrowRight" : "ArrowLeft";
  switch (event.key) {
    case "ArrowDown":
    case "j":
      return { rows: 1, columns: 0 };
    case "ArrowUp":
    case "k":
      return { rows: -1, columns: 0 };
    case "PageDown":
      return { rows: keys.pageSize, columns: 0 };
    case "PageUp":
      return { rows: -keys.pageSize, columns: 0 };
    case forward:
      return { rows: 0, columns: 1 };
    case back:
      return { rows: 0, columns: -1 };
    default:
      return null;
  }
}

export function useGridKeys<R extends { id: string }>(given: GridKeys<R>): void {
  const latest = useRef(given);
  useLayoutEffect(() => {
    latest.current = given;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const keys = latest.current;
      const inside = keys.scroll.current?.contains(event.target as Node) ?? false;
      const free = document.activeElement === document.body || document.activeElement?.id === "main";
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.defaultPrevented ||
        keys.editing ||
        isTyping(event.target) ||
        isCovered() ||
        !(inside || free)
      )
        return;
      if (act(event, keys)) event.preventDefault();
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
}

function act<R extends { id: string }>(event: KeyboardEvent, keys: GridKeys<R>): boolean {
  const place = keys.active ? (keys.places.get(keys.active.id) ?? -1) : -1;
  const column = keys.active?.column ?? 0;
  const row = keys.rows[place];
  const step = stepOf(event, keys);
  if (step) {
    const nextPlace = place < 0 ? 0 : Math.min(Math.max(place + step.rows, 0), keys.rows.length - 1);
    const nextColumn = Math.min(Math.max(column + step.columns, 0), keys.columns.length - 1);
    keys.move(nextPlace, nextColumn);
    return true;
  }
  if (event.key === "Home" || event.key === "End") {
    keys.onEnds(event.key === "Home" ? "top" : "end");
    return true;
  }
  if (event.key === "Escape" && keys.selected.size > 0) {
    keys.onSelect([...keys.selected], false);
    return true;
  }
  if (!row) return false;
  const definition = keys.columns[column];
  if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) return (keys.onOpen(row), true);
  if (event.key === "x" || event.key === " ") return (keys.onSelect([row.id], !keys.selected.has(row.id)), true);
  if (event.key === "m" && definition && keys.onHeadMenu) return (keys.onHeadMenu(definition.id), true);
  if ((event.key === "e" || event.key === "F2") && definition?.editable) return (keys.onEdit(row, definition.id), true);
  return false;
}
