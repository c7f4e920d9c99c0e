/** Phone numbers in PostgreSQL: a list of entries, sorted by the digits of the first. */
export { entriesFace as phones } from "../comparing/entries.sql.ts";
