/** A pointer to a picture in PostgreSQL. */
export { file as image } from "../file/file.sql.ts";
