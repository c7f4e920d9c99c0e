/** Pointers to many in PostgreSQL: rows of a link table. */
export { elsewhereFace as relations } from "../comparing/elsewhere.sql.ts";
