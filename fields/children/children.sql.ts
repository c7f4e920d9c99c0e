/** Lines in PostgreSQL: rows of the child object's table; filtered through `has`. */
export { elsewhereFace as children } from "../comparing/elsewhere.sql.ts";
