/** The face of values that stand in other tables (links, lines): no columns here, and the engine reads and compares them. */
import type { SqlFace } from "../sql-face.ts";

const refuse = (): never => {
  throw new Error("values in other tables are read and compared by the engine");
};

export const elsewhereFace: SqlFace = { columns: () => ({}), read: refuse, condition: refuse };
