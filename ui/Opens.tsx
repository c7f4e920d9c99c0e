/** A button and the menu or panel that it opens. What opens, and what puts it in its place, loads when one is about to use it. */
import { cloneElement, useState, type ReactElement, type ReactNode } from "react";
import { fetchAhead, late, useHere, type Fetched } from "./late.tsx";
import type { OpenedProps } from "./Opened.tsx";

export const Opened = late<OpenedProps>(() => import("./Opened.tsx").then((module) => module.Opened));

interface OpensProps extends Omit<OpenedProps, "anchor" | "opened" | "onChange"> {
  /** Takes a ref, a click and what says that something opens. */
  button: ReactElement<object>;
  children: ReactNode;
  /** What stands in it; it opens when all of it is here. */
  needs?: readonly Fetched[];
  /** Where who draws it holds whether it is open. */
  open?: boolean;
  onOpen?: (open: boolean) => void;
}

const NOTHING: readonly Fetched[] = [];

export function Opens({ button, needs = NOTHING, open: given, onOpen, children, ...rest }: OpensProps) {
  const [own, setOwn] = useState(false);
  const open = given ?? own;
  const change = onOpen ?? setOwn;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [parts] = useState(() => [Opened, ...needs]);
  const here = useHere(parts, open);
  // Once used it stays, so that it can leave by a transition and give the focus back.
  const [used, setUsed] = useState(false);
  if (open && here && !used) setUsed(true);
  const ahead = () => fetchAhead(parts);
  return (
    <>
      {cloneElement(button as ReactElement<Record<string, unknown>>, {
        ref: setAnchor,
        "aria-haspopup": rest.kind === "menu" ? "menu" : "dialog",
        "aria-expanded": open,
        onPointerEnter: ahead,
        onFocus: ahead,
        onClick: () => change(!open),
      })}
      {used && anchor && (
        <Opened {...rest} anchor={anchor} opened={open && here} onChange={change}>
          {children}
        </Opened>
      )}
    </>
  );
}
