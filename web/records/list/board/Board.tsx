/** A list as a board: a column for each value of a field, a card for each record; cards move by mouse, keyboard and menu. */
import { Skeleton, useDirection } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordJson } from "#model/json.ts";
import { fieldOf, useMeta, type MetaField, type MetaObject } from "../../../api/meta.ts";
import { Problem } from "../../../frame/Failure.tsx";
import { paths } from "../../../paths.ts";
import { useGroupName } from "../groups/group-name.ts";
import { isWritable } from "../../FieldValue.tsx";
import { useMoves } from "../../rules/ruled.ts";
import { useWords } from "../../words.ts";
import type { ColumnState, ListState } from "../list-state.ts";
import { useBoardColumns, type BoardColumn } from "./board.queries.ts";
import classes from "./Board.module.css";
import { Column } from "./Column.tsx";
import { useMoving } from "./moving.ts";

interface BoardProps {
  object: MetaObject;
  field: MetaField;
  state: ListState;
  columns: ColumnState;
}

/** One amount stands at the head of the columns: the one that is totalled, else the first of money. */
function amountOf(columns: ColumnState): MetaField | undefined {
  const totalled = columns.fields.find((field) => columns.totals[field.name]);
  return totalled ?? columns.fields.find((field) => field.amount && field.type === "money");
}

export function Board({ object, field, state, columns: listed }: BoardProps) {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const { slug } = useMeta().workspace;
  const place = useRef<HTMLDivElement>(null);
  const amount = amountOf(listed);
  const total = amount ? (listed.totals[amount.name] ?? "sum") : undefined;
  const totals = useMemo(() => (amount && total ? { [amount.name]: total } : {}), [amount, total]);
  const { columns, pending, error } = useBoardColumns(slug, object, field, state.search, totals);
  const nameOf = useGroupName(object, field);
  const labelOf = (column: BoardColumn): string => {
    return nameOf(column.value);
  };
  const move = useMoving(object, field, labelOf);
  const mayMove = useMoves(object, field);
  const [carried, setCarried] = useState<RecordJson>();
  const movable = isWritable(object, field);
  const shownFields = listed.fields
    .filter((one) => one.name !== field.name && !object.title.includes(one.name))
    .slice(0, 4);
  const onKeys = useBoardKeys(place);
  if (error) {
    return <Problem error={error} />;
  }
  if (pending)
    return (
      <div className={classes.board} aria-hidden>
        {Array.from({ length: 4 }, (_, at) => (
          <Skeleton key={at} className={classes.column!} height="70%" />
        ))}
      </div>
    );
  return (
    <div
      ref={place}
      className={classes.board}
      role="region"
      tabIndex={0}
      aria-label={t("board.by", { what: words.many(object), field: words.field(object.name, field) })}
      onKeyDown={onKeys}
    >
      {columns.map((column, at) => (
        <Column
          key={column.key}
          object={object}
          field={field}
          fields={shownFields}
          asked={state.search}
          column={column}
          columns={columns}
          label={labelOf(column)}
          labelOf={labelOf}
          amount={amount && total ? { field: amount, total } : undefined}
          movable={movable}
          mayMove={mayMove}
          carried={carried}
          onCarry={setCarried}
          onMove={(record, from, to) => void move(record, from, to)}
          onStep={(record, step) => {
            const to = columns[at + step];
            if (
              !to ||
              !movable ||
              !mayMove(record, to.value) ||
              (to.value === null && fieldOf(object, field.name)?.required)
            )
              return;
            void move(record, column, to);
            // The keyboard stays with the card.
            requestAnimationFrame(() =>
              place.current?.querySelector<HTMLElement>(`[data-card="${record.id}"]`)?.focus(),
            );
          }}
          onOpen={(record: RecordJson) => void navigate({ href: paths.record(slug, object.path, record.id) })}
        />
      ))}
    </div>
  );
}

/** Arrows and J, K go from card to card. */
function useBoardKeys(place: React.RefObject<HTMLDivElement | null>) {
  const { dir } = useDirection();
  return (event: React.KeyboardEvent) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    const forward = dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const step = { ArrowDown: [0, 1], j: [0, 1], ArrowUp: [0, -1], k: [0, -1], [forward]: [1, 0], [back]: [-1, 0] }[
      event.key
    ];
    const board = place.current;
    if (!step || !board) return;
    const lists = [...board.querySelectorAll("[data-column]")].map((list) => [
      ...list.querySelectorAll<HTMLElement>("[data-card]"),
    ]);
    const column = lists.findIndex((cards) => cards.includes(document.activeElement as HTMLElement));
    const row = column < 0 ? -1 : lists[column]!.indexOf(document.activeElement as HTMLElement);
    const next =
      column < 0
        ? lists.find((cards) => cards.length > 0)?.[0]
        : step[0] === 0
          ? lists[column]![row + step[1]!]
          : nearest(lists, column, step[0]!, row);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
}

/** The next column that has cards, at about the same height. */
function nearest(lists: HTMLElement[][], column: number, step: number, row: number): HTMLElement | undefined {
  for (let at = column + step; at >= 0 && at < lists.length; at += step) {
    const cards = lists[at]!;
    if (cards.length > 0) return cards[Math.min(row, cards.length - 1)];
  }
  return undefined;
}
