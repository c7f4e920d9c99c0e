/** A list on a phone: one card for each record, with its first facts. */
import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { viewOf } from "#fields/views.ts";
import type { RecordJson } from "#model/json.ts";
import { OwnText } from "#ui/own-text.tsx";
import type { MetaField, MetaObject } from "../../api/meta.ts";
import { isEmpty } from "../emptiness.ts";
import { FieldValue } from "../FieldValue.tsx";
import { titleOf } from "../titles.ts";
import classes from "./List.module.css";

interface CardsProps {
  label: string;
  object: MetaObject;
  fields: MetaField[];
  rows: RecordJson[];
  more: boolean;
  onNearEnd: () => void;
  href: (id: string) => string;
}

const HEIGHT = 68;
const FACTS = 3;

export function Cards({ label, object, fields, rows, more, onNearEnd, href }: CardsProps) {
  const scroll = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no React Compiler runs here; the list draws again whenever the virtualizer says so
  const virtual = useVirtualizer({
    count: rows.length + (more ? 3 : 0),
    getScrollElement: () => scroll.current,
    estimateSize: () => HEIGHT,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  useEffect(() => {
    if (more && (items.at(-1)?.index ?? 0) >= rows.length - 20) onNearEnd();
  }, [items, rows.length, more, onNearEnd]);
  return (
    <div ref={scroll} className={classes.cards} role="region" tabIndex={0} aria-label={label}>
      <div style={{ position: "relative", blockSize: virtual.getTotalSize() }}>
        {items.map((item) => {
          const record = rows[item.index];
          const place = { insetBlockStart: item.start, blockSize: HEIGHT };
          if (!record)
            return (
              <div key={item.key} className={classes.card} style={place} aria-hidden>
                <Skeleton height={12} width="55%" />
                <Skeleton height={9} width="80%" mt={6} />
              </div>
            );
          const filled = fields.filter((field) => !object.title.includes(field.name) && !isEmpty(record[field.name]));
          const end = filled.find((field) => field.type === "money");
          return (
            <Link key={record.id} to={href(record.id)} className={classes.card} style={place}>
              <span className={classes.cardTop}>
                <OwnText>{titleOf(object, record) || "—"}</OwnText>
                {end && <FieldValue object={object} field={end} value={record[end.name]} />}
              </span>
              <span className={classes.cardFacts}>
                {filled
                  .filter((field) => field !== end && viewOf(field.type).align !== "end")
                  .slice(0, FACTS)
                  .map((field) => (
                    <span key={field.name} inert>
                      <FieldValue object={object} field={field} value={record[field.name]} />
                    </span>
                  ))}
              </span>
            </Link>
          );
        })}
      </div>
    </div>
  );
}
