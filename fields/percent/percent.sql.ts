/** A percent in PostgreSQL: stands and is compared as a number. */
export { number as percent } from "../number/number.sql.ts";
