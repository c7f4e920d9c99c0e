/** What PostgreSQL says when something fails, in the house's five error classes. */
import { Conflict, InvalidInput, RaabtaError, Unavailable } from "#model/errors.ts";
import { isStorageFull, storageFull } from "../space.ts";

interface Failure extends Error {
  code?: string;
  constraint?: string;
  column?: string;
}

/** SQLSTATE: no such column, no such table, a kept plan that answers in another shape, a type that does not fit the operator. */
const OTHER_SHAPE = new Set(["42703", "42P01", "0A000", "42804", "42883"]);

/** SQLSTATE: others were in the way, and one had to give up. */
const GIVEN_UP = new Set(["40001", "40P01", "55P03"]);

/** Did the statement meet tables of another shape than it was written for? Nothing of its transaction stands then. */
export const metOtherShape = (error: unknown): boolean => OTHER_SHAPE.has((error as Failure).code ?? "");

/** Has PostgreSQL said that it took back what was asked? Otherwise, in a commit, nobody knows. */
export const isRolledBack = (error: unknown): boolean =>
  metOtherShape(error) ||
  (error instanceof Unavailable && GIVEN_UP.has((error.cause as Failure | undefined)?.code ?? ""));

/** A database failure as one of ours where a person can do something about it; else the failure as it came. */
export function translateFailure(error: unknown, text?: string): unknown {
  if (error instanceof RaabtaError || !(error instanceof Error)) return error;
  const failure = error as Failure;
  const code = failure.code ?? "";
  if (isStorageFull(failure)) return withCause(storageFull(), error);
  if (code === "23505")
    return withCause(
      new Conflict(`Another record has this value already`, {
        issues: [{ path: failure.constraint ?? "", message: "is taken", code: "issue.taken" }],
      }),
      error,
    );
  if (code === "23503")
    return withCause(
      new Conflict("A record that this one points at is gone, or others still point at this one"),
      error,
    );
  if (/^22(003|008|P02|P05|021|007|026|001)$/.test(code))
    return withCause(new InvalidInput(`A value does not fit: ${failure.message}`), error);
  if (GIVEN_UP.has(code))
    return withCause(new Unavailable("Others are changing the same records; try again", { retryAfter: 1 }), error);
  if (
    /^(08|57P0|53)/.test(code) ||
    ["ECONNREFUSED", "ENOENT", "ECONNRESET", "EPIPE"].includes(code) ||
    /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(failure.message)
  ) {
    return withCause(
      new Unavailable("The database does not answer just now", { retryAfter: 2, mayStand: true }),
      error,
    );
  }
  if (text !== undefined && code !== "") failure.message += ` [in: ${text.slice(0, 2000)}]`;
  return error;
}

function withCause<E extends Error>(ours: E, cause: Error): E {
  ours.cause = cause;
  return ours;
}
