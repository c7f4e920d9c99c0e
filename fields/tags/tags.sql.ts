/** Tags in PostgreSQL: rows of a link table, like those of any relation to many. */
export { elsewhereFace as tags } from "../comparing/elsewhere.sql.ts";
