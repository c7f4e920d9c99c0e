/** What every page stands in: theme, direction, nonce for styles, toasts. */
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./fonts.css";
import "./tokens.css";
import {
  DirectionProvider,
  localStorageColorSchemeManager,
  MantineProvider,
  mergeThemeOverrides,
  useDirection,
} from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useEffect, useMemo, type ReactNode } from "react";
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
        <Notifications position={direction === "rtl" ? "bottom-left" : "bottom-right"} limit={4} autoClose={6000} />
      </MantineProvider>
    </DirectionProvider>
  );
}
