/** A colour in PostgreSQL: its six digits with their sign, compared by their bytes. */
export { choice as colour } from "../choice/choice.sql.ts";
