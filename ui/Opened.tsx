/** A menu or panel beside an element that stands elsewhere in the page. */
import { Menu, Popover, type MenuProps, type PopoverProps } from "@mantine/core";
import { useLayoutEffect, type ReactNode, type Ref } from "react";
import { useOpenedAfter } from "./opened-after.ts";

export interface OpenedProps {
  kind: "menu" | "panel";
  anchor: HTMLElement;
  opened: boolean;
  onChange: (open: boolean) => void;
  /** Says what the panel is; a menu is named by its button. */
  label?: string;
  children?: ReactNode;
  position?: NonNullable<MenuProps["position"]>;
  width?: NonNullable<MenuProps["width"]>;
  /** Scrolls where it is longer, in pixels. */
  height?: number;
  /** A menu whose entries open something in their place. */
  stays?: boolean;
}

/** Stands for the element where a child is asked for. */
function Standing({ element, ref, id }: { element: HTMLElement; ref?: Ref<HTMLElement>; id?: string }) {
  useLayoutEffect(() => {
    // The menu is labelled by the element's id.
    if (id && !element.id) element.setAttribute("id", id);
    if (typeof ref !== "function") return;
    const leave = ref(element);
    return () => void (typeof leave === "function" ? leave() : ref(null));
  }, [element, ref, id]);
  return null;
}

/** Between a panel and the edge of the sheet it stands over, in pixels. */
const EDGE = 8;

/** Over a sheet a panel stays within it, and where there is room for it neither above nor below its button, it covers that. */
function heldBy(anchor: HTMLElement, width: OpenedProps["width"]): Partial<PopoverProps> {
  const sheet = anchor.closest("[role=dialog]");
  if (!sheet) return {};
  const room = `${sheet.getBoundingClientRect().width - 2 * EDGE}px`;
  const wanted = typeof width === "number" ? `${width}px` : (width ?? room);
  return {
    width: `min(${wanted}, ${room})`,
    middlewares: { flip: true, shift: { boundary: sheet, padding: EDGE, crossAxis: true } },
  };
}

export function Opened({ kind, anchor, opened, onChange, label, children, height, stays, ...rest }: OpenedProps) {
  const open = useOpenedAfter(opened);
  const style = height === undefined ? {} : { maxHeight: height, overflowY: "auto" as const };
  if (kind === "panel")
    return (
      <Popover {...rest} {...heldBy(anchor, rest.width)} opened={open} onChange={onChange} trapFocus returnFocus>
        <Popover.Target>
          <Standing element={anchor} />
        </Popover.Target>
        <Popover.Dropdown aria-label={label} style={style}>
          {children}
        </Popover.Dropdown>
      </Popover>
    );
  const staying = stays ? { closeOnItemClick: false, withOverlay: true, overlayProps: { backgroundOpacity: 0 } } : {};
  return (
    <Menu {...rest} {...staying} opened={open} onChange={onChange} returnFocus>
      <Menu.Target>
        <Standing element={anchor} />
      </Menu.Target>
      <Menu.Dropdown style={style}>{children}</Menu.Dropdown>
    </Menu>
  );
}
