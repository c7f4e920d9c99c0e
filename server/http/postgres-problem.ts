/** What PostgreSQL reports beyond what the engine says already, as one of our errors. The database is the last line. */
import { Conflict, InvalidInput, RaabtaError, Unavailable } from "#model/errors.ts";
import { translateFailure } from "#engine/database/failure.ts";

/** Undefined where it is none of the known ones. `code` is the SQLSTATE. */
export function postgresProblem(error: object, code: string): RaabtaError | undefined {
  const translated = translateFailure(error);
  if (translated instanceof RaabtaError) return translated;
  if (!("severity" in error)) return undefined;
  if (code === "57014")
    return new Unavailable("The question took too long and was stopped. Ask for less at once.", { retryAfter: 5 });
  if (code === "23P01") return new Conflict("It overlaps with what is there.");
  if (code === "23502" || code === "23514") return new InvalidInput("A value is missing or outside what is allowed.");
  if (code.startsWith("22"))
    return new InvalidInput("A value cannot be stored: it has a character or a size that is not allowed.");
  return undefined;
}
