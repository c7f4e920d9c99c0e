/** What the server says when a request fails (application/problem+json), as an error of the browser. */
import type { Issue } from "#model/errors.ts";

export interface Problem {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  code: string;
  issues?: Issue[];
  requestId?: string;
  currentVersion?: number;
  mayStand?: boolean;
}

/** Who is asked to come back later than this is told so at once, in seconds. */
const LONGEST_WAIT = 5;

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly issues: Issue[];
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly currentVersion: number | undefined;
  /** In so many milliseconds it may be asked again as it was, for nothing was done; undefined where it may not. */
  readonly againIn: number | undefined;
  /** @param retryAfter of the header, in seconds */
  constructor(problem: Problem, retryAfter = 0) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = "ApiError";
    this.status = problem.status;
    this.code = problem.code;
    this.issues = problem.issues ?? [];
    this.detail = problem.detail ?? problem.title ?? "";
    this.requestId = problem.requestId;
    this.currentVersion = problem.currentVersion;
    const undone = problem.status === 429 || (problem.status === 503 && !problem.mayStand);
    this.againIn = undone && retryAfter > 0 && retryAfter <= LONGEST_WAIT ? retryAfter * 1000 : undefined;
  }

  /** The message of the first issue whose path is the field or lies within it. */
  issueAt(field: string): Issue | undefined {
    return this.issues.find((issue) => issue.path === field || issue.path.startsWith(`${field}.`));
  }
}

/** Reads the problem of a failed answer; answers without one (a proxy's page, say) get a code of their own. */
export async function problemOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  const isProblem = response.headers.get("content-type")?.includes("json") ?? false;
  if (isProblem) {
    const body = JSON.parse(text) as Partial<Problem> & { message?: string };
    return new ApiError(
      {
        ...body,
        status: response.status,
        code: body.code ?? "failed",
        detail: body.detail ?? body.message ?? body.title ?? "",
      },
      Number(response.headers.get("retry-after")),
    );
  }
  return new ApiError({
    status: response.status,
    code: response.status === 503 ? "unavailable" : "failed",
    detail: response.statusText,
  });
}
