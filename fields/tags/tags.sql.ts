/** Tags in PostgreSQL: links like those of any relation to many. */
export { linksFace as tags } from "../relations/relations.sql.ts";
