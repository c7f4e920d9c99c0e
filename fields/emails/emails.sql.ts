/** E-mail addresses in PostgreSQL: a list of entries, sorted by the first. */
export { entriesFace as emails } from "../comparing/entries.sql.ts";
