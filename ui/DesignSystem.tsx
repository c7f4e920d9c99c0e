/** What every page stands in: theme, direction, nonce for styles, toasts. */
import "./mantine.css";
import "./fonts.css";
import "./tokens.css";
import {
  DirectionProvider,
  localStorageColorSchemeManager,
  MantineProvider,
  mergeThemeOverrides,
  useDirection,
} from "@mantine/core";
import { notificationsStore, useNotifications } from "@mantine/notifications";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { late } from "./late.tsx";
import { theme, variables } from "./theme.ts";

const scheme = localStorageColorSchemeManager({ key: "raabta.theme" });

function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]');
  return meta?.nonce || meta?.content || "";
}

// The scroll lock of dialogs makes a style element of its own and asks for the nonce under this name.
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = styleNonce();

function FollowDirection({ direction }: { direction: "ltr" | "rtl" }) {
  const { setDirection } = useDirection();
  useEffect(() => setDirection(direction), [direction, setDirection]);
  return null;
}

interface DesignSystemProps {
  direction: "ltr" | "rtl";
  /** The words that its own parts need. */
  words: { close: string };
  children: ReactNode;
}

const Notices = late<{ rtl: boolean }>(() => import("./Notices.tsx").then((module) => module.Notices));
const Hints = late<{ first: HTMLElement }>(() => import("./Hints.tsx").then((module) => module.Hints));

/** Messages have a place from the first one on. */
function LateNotices({ rtl }: { rtl: boolean }) {
  const { notifications } = useNotifications(notificationsStore);
  const [used, setUsed] = useState(false);
  if (!used && notifications.length > 0) setUsed(true);
  return used && <Notices rtl={rtl} />;
}

/** Hints come when the pointer first rests on something that has one. */
function LateHints() {
  const [first, setFirst] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (first) return;
    const over = (event: PointerEvent) =>
      event.pointerType !== "touch" && setFirst((event.target as Element).closest<HTMLElement>("[data-hint]"));
    document.addEventListener("pointerover", over);
    return () => document.removeEventListener("pointerover", over);
  }, [first]);
  return first && <Hints first={first} />;
}

export function DesignSystem({ direction, words: { close }, children }: DesignSystemProps) {
  const spoken = useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: { Notification: { defaultProps: { closeButtonProps: { "aria-label": close } } } },
      }),
    [close],
  );
  return (
    <DirectionProvider initialDirection={direction} detectDirection={false}>
      <MantineProvider
        theme={spoken}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        colorSchemeManager={scheme}
        getStyleNonce={styleNonce}
      >
        <FollowDirection direction={direction} />
        {children}
        <LateNotices rtl={direction === "rtl"} />
        <LateHints />
      </MantineProvider>
    </DirectionProvider>
  );
}
