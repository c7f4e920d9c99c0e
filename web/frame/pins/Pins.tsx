/** The pinned views, above the rooms: their menu moves and unpins them, as do the mouse and Shift with the arrows. */
import { ActionIcon } from "@mantine/core";
import { Link, useRouterState } from "@tanstack/react-router";
import { IconDots } from "@tabler/icons-react";
import { useRef, useState, type DragEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Pin } from "#model/view-parts.ts";
import { late } from "#ui/late.tsx";
import { Opens } from "#ui/Opens.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { objectByName, useMeta } from "../../api/meta.ts";
import { withMoreWords } from "../../language/language.ts";
import { paths } from "../../paths.ts";
import { LayoutIcon } from "../../records/list/views/LayoutIcon.tsx";
import classes from "../Frame.module.css";
import { usePins } from "./pins.queries.ts";
import { usePinning } from "./use-pinning.ts";

const PinItems = late<{ pin: Pin }>(async () => (await withMoreWords(import("./PinItems.tsx"))).PinItems);

/** Tells a pin on its way from all else that is dragged. */
const CARRIED = "application/x-pin";

interface PinsProps {
  folded?: boolean;
  /** One of them is gone to. */
  onGo?: () => void;
}

export function Pins({ folded = false, onGo }: PinsProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  const pins = usePins();
  const pinning = usePinning();
  const here = useRouterState({ select: ({ location }) => (location.search as { view?: string }).view });
  const places = useRef<HTMLUListElement>(null);
  const [over, setOver] = useState<number>();
  if (pins.length === 0) return null;
  const move = (id: string, to: number) => {
    void import("./pinning.ts").then(({ movePin }) => {
      void movePin(pinning, id, to);
      requestAnimationFrame(() => places.current?.querySelector<HTMLElement>(`[data-pin="${id}"] > a`)?.focus());
    });
  };
  const onKeys = (event: KeyboardEvent, id: string, place: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.shiftKey || step === undefined) return;
    event.preventDefault();
    move(id, place + step);
  };
  const onOver = (event: DragEvent, place: number) => {
    if (!event.dataTransfer.types.includes(CARRIED)) return;
    event.preventDefault();
    setOver(place);
  };
  return (
    <section aria-label={t("frame.pinned")}>
      <div className={classes.area} aria-hidden>
        {t("frame.pinned")}
      </div>
      <ul ref={places} className={classes.list} onDragLeave={() => setOver(undefined)}>
        {pins.map((pin, place) => {
          const object = objectByName(meta, pin.object);
          return (
            object && (
              <li
                key={pin.id}
                className={classes.pin}
                data-pin={pin.id}
                data-over={over === place || undefined}
                draggable
                onDragStart={(event) => event.dataTransfer.setData(CARRIED, pin.id)}
                onDragOver={(event) => onOver(event, place)}
                onDrop={(event) => {
                  setOver(undefined);
                  move(event.dataTransfer.getData(CARRIED), place);
                }}
              >
                <Link
                  to={paths.list(meta.workspace.slug, object.path, { view: pin.id })}
                  className={classes.room}
                  draggable={false}
                  onClick={onGo}
                  onKeyDown={(event) => onKeys(event, pin.id, place)}
                  {...(here === pin.id ? { "aria-current": "page", "data-status": "active" } : {})}
                  {...(folded ? { "aria-label": pin.name, "data-hint": pin.name, "data-hint-side": "end" } : {})}
                >
                  <LayoutIcon layout={pin.layout} size={18} />
                  {!folded && <OwnText>{pin.name}</OwnText>}
                </Link>
                {!folded && (
                  <Opens
                    kind="menu"
                    button={
                      <ActionIcon size={24} aria-label={t("frame.pinDoings", { name: pin.name })}>
                        <IconDots size={14} aria-hidden />
                      </ActionIcon>
                    }
                    needs={[PinItems]}
                    position="bottom-end"
                    width={220}
                  >
                    <PinItems pin={pin} />
                  </Opens>
                )}
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
