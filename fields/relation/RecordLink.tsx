/** The title of another record as a link to its page. */
import type { MouseEvent } from "react";
import { OwnText } from "#ui/own-text.tsx";
import { useLookup } from "../lookup.ts";
import classes from "./RecordLink.module.css";

export function RecordLink({ object, id, title }: { object: string; id: string; title: string }) {
  const lookup = useLookup();
  const href = lookup.href(object, id);
  const called = lookup.called(object, title);
  if (href === undefined) return <OwnText>{called}</OwnText>;
  const open = (event: MouseEvent) => {
    event.stopPropagation();
    if (event.metaKey || event.ctrlKey || event.button !== 0) return;
    event.preventDefault();
    lookup.open(href);
  };
  return (
    <a href={href} onClick={open} className={classes.link}>
      <OwnText>{called}</OwnText>
    </a>
  );
}
