/** A pointer to a signature in PostgreSQL. */
export { file as signature } from "../file/file.sql.ts";
