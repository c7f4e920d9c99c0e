/** A web address in PostgreSQL: stands and is compared as text. */
export { text as url } from "../text/text.sql.ts";
