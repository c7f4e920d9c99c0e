/** An external id in PostgreSQL: stands and is compared as text. */
export { text as externalId } from "../text/text.sql.ts";
