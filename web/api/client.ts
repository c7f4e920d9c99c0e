/** The one way the screens speak to the server: JSON in, JSON out, problems as `ApiError`. */
import { forgetEarly, noteAsked, takeEarly } from "./early.ts";
import { ApiError, problemOf } from "./problem.ts";

export { ApiError } from "./problem.ts";

export type QueryValues = Record<string, string | number | boolean | undefined | null | object>;

export interface CallOptions {
  /** Undefined and null are left out; objects are sent as JSON. */
  query?: QueryValues;
  signal?: AbortSignal | undefined;
  /** The version the change is meant for; sent as `If-Match`. */
  ifMatch?: number;
  idempotencyKey?: string;
  /** Another workspace than the one in the address. */
  workspace?: string;
  /** Hears the id of the operation that a write was, by which it can be taken back. */
  operation?: (id: string) => void;
}

let onUnauthenticated: () => void = () => {};

/** Said once by the frame: what to do when the session has ended. */
export function whenUnauthenticated(act: () => void): void {
  onUnauthenticated = act;
}

/** The slug of the workspace in the address, if the page is inside one. */
export function currentWorkspace(): string | undefined {
  const slug = /^\/w\/([^/]+)/.exec(location.pathname)?.[1];
  return slug === undefined ? undefined : decodeURIComponent(slug);
}

/** `path` is absolute (`/api/session`) or stands under `/api/v1` (`/companies`). */
export function apiAddress(path: string, query?: QueryValues): string {
  const address = path.startsWith("/api/") ? path : `/api/v1${path}`;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === "") continue;
    search.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  const text = search.toString();
  return text ? `${address}?${text}` : address;
}

/** How often what the server was too busy for is asked again, before its word is passed on. */
const TRIES_AGAIN = 2;

/** As somebody does who is told to come back in a moment. */
async function call<T>(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await callOnce<T>(method, path, body, options);
    } catch (error) {
      const wait = error instanceof ApiError && tries < TRIES_AGAIN ? error.againIn : undefined;
      if (wait === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
      options.signal?.throwIfAborted();
    }
  }
}

async function callOnce<T>(method: string, path: string, body: unknown, options: CallOptions): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  const workspace = options.workspace ?? currentWorkspace();
  if (workspace !== undefined) headers["raabta-workspace"] = workspace;
  if (options.ifMatch !== undefined) headers["if-match"] = `"${options.ifMatch}"`;
  if (options.idempotencyKey !== undefined) headers["idempotency-key"] = options.idempotencyKey;
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers["content-type"] = "application/json";
  const address = apiAddress(path, options.query);
  const early = method === "GET" ? takeEarly(address, workspace) : forgetEarly();
  if (method === "GET" && workspace !== undefined && workspace === currentWorkspace()) noteAsked(address);
  const ask = () =>
    fetch(address, {
      method,
      headers,
      credentials: "same-origin",
      signal: options.signal ?? null,
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
  let response: Response;
  try {
    response = await (early?.catch(ask) ?? ask());
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError({ status: 0, code: "offline" });
  }
  if (!response.ok) {
    if (response.status === 401 && !path.startsWith("/api/auth/")) onUnauthenticated();
    const problem = await problemOf(response);
    // It cannot be looked so any more: back to oneself, so that nobody is shut out.
    if (problem.issues.some(({ code }) => code === "seeAs.over"))
      void fetch(apiAddress("/see-as"), { method: "DELETE", headers }).then(() => location.reload());
    throw problem;
  }
  const operation = response.headers.get("raabta-operation");
  if (operation !== null) options.operation?.(operation);
  if (response.status === 204 || response.headers.get("content-length") === "0") return undefined as T;
  return (await response.json()) as T;
}

export const api = {
  get: <T>(path: string, options?: CallOptions) => call<T>("GET", path, undefined, options),
  post: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>("POST", path, body ?? {}, options),
  patch: <T>(path: string, body: unknown, options?: CallOptions) => call<T>("PATCH", path, body, options),
  delete: <T = void>(path: string, options?: CallOptions) => call<T>("DELETE", path, undefined, options),
  upload,
};

/** Sends a form with files; `progress` hears a share from 0 to 1. `fetch` cannot tell of an upload's progress. */
function upload<T>(path: string, form: FormData, progress?: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", apiAddress(path));
    request.setRequestHeader("accept", "application/json");
    const workspace = currentWorkspace();
    if (workspace !== undefined) request.setRequestHeader("raabta-workspace", workspace);
    request.upload.onprogress = (event) => event.lengthComputable && progress?.(event.loaded / event.total);
    request.onerror = () => reject(new ApiError({ status: 0, code: "offline" }));
    request.onload = () => {
      const type = request.getResponseHeader("content-type") ?? "";
      if (request.status < 300) return resolve(JSON.parse(request.responseText) as T);
      if (request.status === 401) onUnauthenticated();
      const answer = new Response(request.responseText, { status: request.status, headers: { "content-type": type } });
      return void problemOf(answer).then(reject, reject);
    };
    request.send(form);
  });
}
