/** One column of a board: what it comes to, and its cards, more of them as one scrolls. */
import { Skeleton } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import type { Json, RecordJson } from "#model/json.ts";
import type { Total } from "#model/view-parts.ts";
import { useFormat } from "#ui/format.tsx";
import { Dot } from "#ui/Label.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { toast } from "#ui/toast.tsx";
import { useMeta, type MetaField, type MetaObject } from "../../../api/meta.ts";
import { useSay } from "../../../insight/say.ts";
import type { Asked } from "../list-state.ts";
import { TotalValue } from "../columns/TotalValue.tsx";
import classes from "./Board.module.css";
import { useCards, type BoardColumn } from "./board.queries.ts";
import { Card, CARRIED } from "./Card.tsx";

export interface ColumnProps {
  object: MetaObject;
  field: MetaField;
  fields: MetaField[];
  asked: Asked;
  column: BoardColumn;
  columns: BoardColumn[];
  label: string;
  labelOf: (column: BoardColumn) => string;
  amount: { field: MetaField; total: Total } | undefined;
  movable: boolean;
  /** May the record come to a column of this value, as far as the rules say? */
  mayMove: (record: RecordJson, value: Json) => boolean;
  /** The card on its way. */
  carried: RecordJson | undefined;
  onCarry: (record: RecordJson | undefined) => void;
  onMove: (record: RecordJson, from: BoardColumn, to: BoardColumn) => void;
  onStep: (record: RecordJson, step: 1 | -1) => void;
  onOpen: (record: RecordJson) => void;
}

export function Column(props: ColumnProps) {
  const { object, field, fields, asked, column, columns, label, amount, movable } = props;
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const { slug } = useMeta().workspace;
  const [over, setOver] = useState(false);
  const cards = useCards(
    slug,
    object,
    field,
    column,
    asked,
    fields.map((one) => one.name),
  );
  const rows = cards.data?.pages.flatMap((page) => page.data) ?? [];
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = cards;
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const mark = end.current;
    if (!mark || !hasNextPage) return;
    const seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting) && !isFetchingNextPage) void fetchNextPage();
    });
    seen.observe(mark);
    return () => seen.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const count = column.sums?.count ?? 0;
  const closed =
    props.carried !== undefined &&
    props.carried[field.name] !== column.value &&
    !props.mayMove(props.carried, column.value);
  const takes = movable && !(column.value === null && field.required);
  return (
    <section
      className={classes.column}
      aria-label={label}
      data-over={over || undefined}
      data-closed={closed || undefined}
      onDragOver={(event) => {
        if (!takes || !event.dataTransfer.types.includes(CARRIED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const text = event.dataTransfer.getData(CARRIED);
        if (!text) return;
        const { record, from } = JSON.parse(text) as { record: RecordJson; from: string };
        const source = columns.find((one) => one.key === from);
        props.onCarry(undefined);
        if (!source || source.key === column.key) return;
        if (props.mayMove(record, column.value)) return props.onMove(record, source, column);
        toast.problem(say("board.closed", { from: props.labelOf(source), to: label }));
      }}
    >
      <header className={classes.head}>
        <h2 className={classes.name}>
          <Dot color={viewOf(field.type).colour?.(column.value, field)} /> <OwnText>{label}</OwnText>
        </h2>
        <span className={`${classes.count} tabular`}>
          {format.number(count)}
          {column.sums?.["exact"] === false && "+"}
        </span>
        {amount && column.sums && (
          <span className={classes.sum}>
            <TotalValue
              object={object}
              field={amount.field}
              total={amount.total}
              value={column.sums[`${amount.total}:${amount.field.name}`]}
            />
          </span>
        )}
      </header>
      <ul className={classes.cards} data-column={column.key}>
        {rows.map((record) => (
          <Card
            key={record.id}
            object={object}
            fields={fields}
            record={record}
            column={column}
            targets={
              movable
                ? columns.filter(
                    (one) =>
                      one.key !== column.key &&
                      !(one.value === null && field.required) &&
                      props.mayMove(record, one.value),
                  )
                : []
            }
            labelOf={props.labelOf}
            onCarry={props.onCarry}
            onMove={(to) => props.onMove(record, column, to)}
            onStep={(step) => props.onStep(record, step)}
            onOpen={() => props.onOpen(record)}
          />
        ))}
        {cards.isPending &&
          Array.from({ length: Math.min(3, Math.max(1, count)) }, (_, at) => (
            <li key={at} className={classes.card} aria-hidden>
              <Skeleton height={12} width="70%" />
              <Skeleton height={9} width="45%" mt={8} />
            </li>
          ))}
        {cards.isError && <li className={classes.nothing}>{t("frame.failedText")}</li>}
        {cards.isSuccess && rows.length === 0 && <li className={classes.nothing}>{t("board.nothing")}</li>}
        <li ref={end} aria-hidden className={classes.end} />
      </ul>
    </section>
  );
}
