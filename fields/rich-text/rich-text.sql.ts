/** Formatted text in PostgreSQL: its Markdown, and its words folded beside it. */
export { longText as richText } from "../long-text/long-text.sql.ts";
