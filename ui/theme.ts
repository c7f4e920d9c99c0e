/** The design system's decisions as a Mantine theme: one accent, quiet neutrals, dense controls. */
import type { MouseEvent } from "react";
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";
import { takeTyped } from "./take-typed.ts";

const accent: MantineColorsTuple = [
  "#e9f6f7",
  "#d3ecee",
  "#a6d8dc",
  "#75c2c9",
  "#4dadb6",
  "#2b97a1",
  "#147d88",
  "#0d6570",
  "#0b525b",
  "#083f46",
];

/** From ink to the deepest ground, in step with tokens.css. */
const dark: MantineColorsTuple = [
  "#e9ebed",
  "#aab2b9",
  "#929ba3",
  "#6d767e",
  "#3a4046",
  "#2b3034",
  "#1b1e21",
  "#141618",
  "#0f1113",
  "#0b0c0d",
];

const small = { defaultProps: { size: "sm" } };
/** The list itself scrolls, so that assistive technology sees one thing: a combobox and its listbox. */
const list = {
  defaultProps: {
    size: "sm",
    role: "combobox",
    withScrollArea: false,
    // What is typed replaces what stood there, and Enter takes the first that fits.
    selectFirstOptionOnChange: true,
    onClick: ({ currentTarget }: MouseEvent<HTMLInputElement>) => {
      if (!currentTarget.readOnly) currentTarget.select();
    },
    styles: { options: { maxHeight: "15rem", overflowY: "auto" } },
  },
} as const;
/** Popovers carry no arrow and appear fast: they are tools, not announcements. */
const quick = { transitionProps: { duration: 90 } };

export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 7 },
  colors: { accent, dark },
  fontFamily: "var(--face)",
  headings: {
    fontFamily: "var(--face-heading)",
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.125rem", lineHeight: "var(--heading-leading)" },
      h2: { fontSize: "0.9375rem", lineHeight: "var(--heading-leading)" },
      h3: { fontSize: "0.875rem", lineHeight: "var(--heading-leading)" },
    },
  },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.55", xl: "1.6" },
  defaultRadius: "sm",
  radius: { xs: "3px", sm: "6px", md: "8px", lg: "12px", xl: "20px" },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "sm", fw: 500 } },
    TextInput: small,
    Textarea: small,
    NumberInput: small,
    PasswordInput: small,
    // Who goes through a form with Tab is not met by a list that covers what follows: it opens by a click, an arrow, a letter.
    Select: { defaultProps: { ...list.defaultProps, openOnFocus: false, onKeyDown: takeTyped } },
    MultiSelect: list,
    TagsInput: small,
    Autocomplete: small,
    DateInput: small,
    FileInput: small,
    Checkbox: small,
    Switch: small,
    SegmentedControl: small,
    Text: small,
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "md" } },
    // A menu has its entries in it and nothing else; the placeholder would be read out as one.
    Menu: { defaultProps: { shadow: "md", position: "bottom-end", withInitialFocusPlaceholder: false, ...quick } },
    Popover: { defaultProps: { shadow: "md", position: "bottom-start", ...quick } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: "xs" } },
    Modal: {
      defaultProps: { transitionProps: { duration: 120, transition: "fade" }, styles: { title: { fontWeight: 600 } } },
    },
    Drawer: {
      defaultProps: { position: "right", transitionProps: { duration: 120 }, styles: { title: { fontWeight: 600 } } },
    },
    Paper: { defaultProps: { radius: "md" } },
  },
});

export const variables: CSSVariablesResolver = () => {
  const ground = {
    "--mantine-color-body": "var(--surface)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--ink-soft)",
    "--mantine-color-placeholder": "var(--ink-faint)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-default-hover": "var(--surface-hover)",
    "--mantine-color-default": "var(--surface-raised)",
    "--mantine-color-error": "var(--bad)",
    "--mantine-color-anchor": "var(--accent)",
    "--mantine-color-gray-text": "var(--ink-soft)",
    "--mantine-color-gray-light-color": "var(--ink-soft)",
  };
  return { variables: {}, light: ground, dark: ground };
};
