/** A pointer to a file in PostgreSQL. */
import type { SqlFace } from "../sql-face.ts";
import { referenceFace } from "../relation/relation.sql.ts";

export const file: SqlFace = referenceFace(() => "file");
