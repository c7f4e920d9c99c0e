/** A list as a gallery: a card for each record with its picture or its initials, its name and its first facts. */
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useDirection } from "@mantine/core";
import { viewOf } from "#fields/views.ts";
import type { RecordJson } from "#model/json.ts";
import { OwnText } from "#ui/own-text.tsx";
import { LinesSkeleton } from "#ui/states.tsx";
import { useMeta, type MetaField, type MetaObject } from "../../../api/meta.ts";
import { Problem } from "../../../frame/Failure.tsx";
import { paths } from "../../../paths.ts";
import { isEmpty } from "../../emptiness.ts";
import { FieldValue } from "../../FieldValue.tsx";
import { titleOf } from "../../titles.ts";
import { useWords } from "../../words.ts";
import { useCount, useRows } from "../listing.queries.ts";
import { ListFoot } from "../ListFoot.tsx";
import { NothingFits } from "../ListRows.tsx";
import type { ColumnState, ListState } from "../list-state.ts";
import classes from "./Gallery.module.css";

interface GalleryProps {
  object: MetaObject;
  /** Undefined where the object has no pictures: initials stand for them. */
  picture: MetaField | undefined;
  state: ListState;
  columns: ColumnState;
  empty: ReactNode;
}

const WIDTH = 200;
const HEIGHT = 236;
const FACTS = 3;

/** The first letters of the first two words; a sign between them is no word. */
const initialsOf = (title: string): string =>
  title
    .split(/\s+/)
    .flatMap((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? [])
    .slice(0, 2)
    .join("");

const TINTS = 6;

/** The same for the same name, so that a card is found again by its colour. */
const tintOf = (title: string): number =>
  [...title].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 9973, 0) % TINTS;

export function Gallery({ object, picture, state, columns, empty }: GalleryProps) {
  const words = useWords();
  const { dir } = useDirection();
  const { slug } = useMeta().workspace;
  const [start, setStart] = useState<string>();
  const [active, setActive] = useState(0);
  const scroll = useRef<HTMLDivElement>(null);
  const { ref, width } = useElementSize<HTMLDivElement>();
  const places = useMergedRef(scroll, ref);
  const names = [...columns.fields.map((field) => field.name), ...(picture ? [picture.name] : [])];
  const { list, rows } = useRows(slug, object, state.search, names, start, true);
  const count = useCount(slug, object, state.search);
  const across = Math.max(1, Math.floor(width / WIDTH));
  // oxlint-disable-next-line react/incompatible-library -- no React Compiler runs here; the gallery draws again whenever the virtualizer says so
  const virtual = useVirtualizer({
    count: Math.ceil(rows.length / across),
    getScrollElement: () => scroll.current,
    estimateSize: () => HEIGHT,
    overscan: 3,
  });
  const lines = virtual.getVirtualItems();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const near = ((lines.at(-1)?.index ?? 0) + 4) * across >= rows.length;
  useEffect(() => {
    if (near && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [near, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const onKeys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const sideways = dir === "rtl" ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowLeft: -sideways,
      ArrowRight: sideways,
      ArrowUp: -across,
      ArrowDown: across,
      k: -1,
      j: 1,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(rows.length - 1, Math.max(0, active + step));
    setActive(next);
    virtual.scrollToIndex(Math.floor(next / across));
    const id = rows[next]?.id;
    requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus());
  };
  if (list.isError && rows.length === 0) return <Problem error={list.error} again={() => void list.refetch()} />;
  if (list.isSuccess && rows.length === 0 && !list.isPlaceholderData)
    return state.search.filter === undefined && state.search.q === undefined ? empty : <NothingFits state={state} />;
  const facts = columns.fields.filter((field) => !object.title.includes(field.name) && field !== picture);
  return (
    <div className={classes.gallery}>
      <div
        ref={places}
        className={classes.scroll}
        role="region"
        tabIndex={0}
        aria-label={words.many(object)}
        onKeyDown={onKeys}
      >
        {list.isPending && <LinesSkeleton />}
        <div style={{ position: "relative", blockSize: virtual.getTotalSize() }}>
          {lines.map((line) => (
            <div
              key={line.key}
              className={classes.line}
              style={{
                insetBlockStart: line.start,
                blockSize: HEIGHT,
                gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))`,
              }}
            >
              {rows.slice(line.index * across, (line.index + 1) * across).map((record, at) => (
                <Card
                  key={record.id}
                  object={object}
                  record={record}
                  picture={picture}
                  facts={facts}
                  href={paths.record(slug, object.path, record.id)}
                  here={line.index * across + at === active}
                  onFocus={() => setActive(line.index * across + at)}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
      <ListFoot object={object} count={count} sortField={state.sort?.column} onJump={setStart} />
    </div>
  );
}

interface CardProps {
  object: MetaObject;
  record: RecordJson;
  picture: MetaField | undefined;
  facts: MetaField[];
  href: string;
  here: boolean;
  onFocus: () => void;
}

function Card({ object, record, picture, facts, href, here, onFocus }: CardProps) {
  const title = titleOf(object, record) || (typeof record["title"] === "string" ? record["title"] : "—");
  const value = picture && record[picture.name];
  const Cover = picture && viewOf(picture.type).Cover;
  return (
    <Link to={href} className={classes.card} data-card={record.id} tabIndex={here ? 0 : -1} onFocus={onFocus}>
      <span className={classes.cover} aria-hidden>
        {Cover && !isEmpty(value) ? (
          <Cover value={value} field={picture} optionLabel={String} />
        ) : (
          <span className={classes.initials} data-tint={tintOf(title)}>
            {initialsOf(title)}
          </span>
        )}
      </span>
      <span className={classes.title}>
        <OwnText>{title}</OwnText>
      </span>
      <span className={classes.facts} inert>
        {facts
          .filter((field) => !isEmpty(record[field.name]))
          .slice(0, FACTS)
          .map((field) => (
            <span key={field.name}>
              <FieldValue object={object} field={field} value={record[field.name]} />
            </span>
          ))}
      </span>
    </Link>
  );
}
