/** Every failure as a problem document (RFC 9457). The one place where errors are caught. */
import { STATUS_CODES } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Conflict, Forbidden, InvalidInput, NotFound, RaabtaError, Unavailable, type Issue } from "#model/errors.ts";
import { isObject } from "#model/json.ts";
import { isStorageFull, storageFull } from "#engine/space.ts";
import { postgresProblem } from "./postgres-problem.ts";

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  issues: Issue[];
  requestId: string;
  currentVersion?: number;
  mayStand?: true;
}

const TITLES: Record<string, string> = {
  invalid_input: "The input is not right",
  not_found: "Not found",
  forbidden: "Not allowed",
  unauthenticated: "Sign in first",
  conflict: "This does not go together with what is there",
  version_changed: "Someone changed it in the meantime",
  too_many_requests: "Too many requests",
  unavailable: "Not available right now",
  storage_full: "There is no room left",
  internal: "Something went wrong on our side",
};

export const wrongMediaType = (): InvalidInput =>
  new InvalidInput([{ path: "Content-Type", message: "is not one this address takes; send application/json" }], 415);

/** What Fastify throws before a route is reached, by its code. */
const DOORSTEP: Record<string, () => RaabtaError> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: wrongMediaType,
  FST_ERR_CTP_BODY_TOO_LARGE: () => new InvalidInput("The body is larger than this address takes.", 413),
  FST_REQ_FILE_TOO_LARGE: () => new InvalidInput("The file is larger than this address takes.", 413),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new InvalidInput("The body is empty; send JSON.", 400),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new InvalidInput("The body is not valid JSON.", 400),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new InvalidInput("Content-Length does not agree with the body.", 400),
  FST_ERR_BAD_URL: () => new InvalidInput("The address cannot be read.", 400),
  FST_INVALID_MULTIPART_CONTENT_TYPE: () => new InvalidInput("Send the file as multipart/form-data.", 415),
};

/** The kind of error behind whatever was thrown; undefined where it is our own fault. */
function knownError(error: unknown): RaabtaError | undefined {
  if (error instanceof RaabtaError) return error;
  if (error instanceof RangeError && error.message.includes("call stack"))
    return new InvalidInput("The input is nested too deeply.");
  if (!isObject(error)) return undefined;
  const code = typeof error["code"] === "string" ? error["code"] : "";
  if (isStorageFull(error)) return storageFull();
  const doorstep = DOORSTEP[code];
  if (doorstep) return doorstep();
  const status = Number(error["statusCode"]);
  if (error instanceof SyntaxError && status === 400) return new InvalidInput("The body is not valid JSON.", 400);
  // A parameter too long to be an id is an address where nothing is.
  if (status === 403 || status === 404 || status === 414) return new NotFound("There is nothing at this address.");
  if (status >= 400 && status < 500)
    return new InvalidInput(error instanceof Error ? error.message : "Bad request", status);
  return postgresProblem(error, code);
}

/** The document, its status and its headers. What is not known says nothing of its cause. */
export function problemOf(error: unknown, requestId: string): { problem: Problem; headers: Record<string, string> } {
  const known = knownError(error);
  const headers: Record<string, string> = { "content-type": "application/problem+json; charset=utf-8" };
  if (!known) {
    const detail = `The request could not be done. Tell the administrator the request id ${requestId}.`;
    return { problem: document("internal", 500, detail, [], requestId), headers };
  }
  const problem = document(known.code, known.status, known.message, known.issues, requestId);
  if (known instanceof Conflict && known.current !== undefined) {
    problem.currentVersion = known.current;
    headers["etag"] = `"${known.current}"`;
  }
  if (known instanceof Unavailable) {
    headers["retry-after"] = String(Math.max(1, Math.ceil(known.retryAfter ?? 1)));
    if (known.mayStand) problem.mayStand = true;
  }
  if (known instanceof Forbidden && known.status === 401) headers["www-authenticate"] = 'Bearer realm="raabta"';
  return { problem, headers };
}

/** Answers with the document; gives what was said, for the log. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): Problem {
  const { problem, headers } = problemOf(error, request.id);
  problem.issues = inLanguageOf(request, problem.issues);
  reply
    .code(problem.status)
    .headers({ ...headers, "cache-control": "no-store" })
    .send(JSON.stringify(problem));
  return problem;
}

/** The words of an administrator in the language that the caller asks for first, of those they are written in. */
function inLanguageOf(request: FastifyRequest, issues: Issue[]): Issue[] {
  const asked = (request.headers["accept-language"] ?? "").toLowerCase().match(/[a-z]{2,3}/g) ?? [];
  return issues.map((issue) => {
    const language = asked.find((each) => issue.words?.[each] !== undefined);
    return language === undefined ? issue : { ...issue, message: issue.words![language]! };
  });
}

function document(code: string, status: number, detail: string, issues: Issue[], requestId: string): Problem {
  const title = TITLES[code] ?? STATUS_CODES[status] ?? "Error";
  return { type: `about:blank#${code}`, title, status, detail, code, issues, requestId };
}
