/** Numbers, money and dates in the reader's language; the hook itself lives in the design system, so that field views reach it too. */
export { useFormat, type Format } from "#ui/format.tsx";
