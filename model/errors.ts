/** The five ways a request can fail. They are thrown anywhere and caught once, at the doorstep. */

/** One thing wrong with the input: where (a field path such as `lines.3.quantity`) and what, in words. */
export interface Issue {
  path: string;
  message: string;
  /** Key of the message catalogue, where the words can be said in the reader's language. */
  code?: string;
  params?: Record<string, string | number>;
  /** What an administrator wrote for it, by language; it comes before the words of the code. */
  words?: Record<string, string>;
}

export abstract class RaabtaError extends Error {
  abstract readonly status: number;
  abstract readonly code: string;
  readonly issues: Issue[];
  constructor(message: string, issues: Issue[] = []) {
    super(message);
    this.name = new.target.name;
    this.issues = issues;
  }
}

/** The input is wrong: 422 (400 where it could not even be read). */
export class InvalidInput extends RaabtaError {
  readonly status: number;
  readonly code: string = "invalid_input";
  constructor(issues: Issue[] | string, status = 422) {
    const list = typeof issues === "string" ? [{ path: "", message: issues }] : issues;
    super(list.map((issue) => (issue.path ? `${issue.path}: ${issue.message}` : issue.message)).join("; "), list);
    this.status = status;
  }
}

/** There is no such thing, or the caller may not know that there is: 404. */
export class NotFound extends RaabtaError {
  readonly status = 404;
  readonly code = "not_found";
}

/** The caller is known and may not do this: 403; not known at all: 401. */
export class Forbidden extends RaabtaError {
  readonly status: number;
  readonly code: string;
  constructor(message: string, issues: Issue[] = [], signedIn = true) {
    super(message, issues);
    this.status = signedIn ? 403 : 401;
    this.code = signedIn ? "forbidden" : "unauthenticated";
  }
}

/** The state has moved on: 409, or 412 when an `If-Match` version was given. */
export class Conflict extends RaabtaError {
  readonly status: number;
  readonly code: string;
  readonly current: number | undefined;
  constructor(message: string, options: { issues?: Issue[]; currentVersion?: number } = {}) {
    super(message, options.issues ?? []);
    this.current = options.currentVersion;
    this.status = options.currentVersion === undefined ? 409 : 412;
    this.code = options.currentVersion === undefined ? "conflict" : "version_changed";
  }
}

/** It cannot be done now (database away, too busy): 503; 429 beyond a limit; 507 where the disk is full. Each with the seconds after which to try again. */
export class Unavailable extends RaabtaError {
  readonly status: number;
  readonly code: string;
  readonly retryAfter: number | undefined;
  /** Nobody knows whether what was asked was done; otherwise nothing was, and it may be asked again as it is. */
  mayStand: boolean;
  constructor(
    message: string,
    options: { retryAfter?: number; tooMany?: boolean; full?: boolean; mayStand?: boolean } = {},
  ) {
    super(message);
    this.retryAfter = options.retryAfter;
    this.mayStand = options.mayStand ?? false;
    this.status = options.tooMany ? 429 : options.full ? 507 : 503;
    this.code = options.tooMany ? "too_many_requests" : options.full ? "storage_full" : "unavailable";
  }
}
