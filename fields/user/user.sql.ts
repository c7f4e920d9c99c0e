/** A pointer to a user in PostgreSQL. */
import type { SqlFace } from "../sql-face.ts";
import { referenceFace } from "../relation/relation.sql.ts";

export const user: SqlFace = referenceFace(() => "user");
