// The shape of the client, over the schema of a workspace.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A day or moment relative to now: `-30d`, `startOfMonth`. */
export type Moment = { relative: string };

export interface ObjectSchema {
  record: object;
  input: object;
  patch: object;
  writes: boolean;
  filters: object;
  hops: object;
  related: object;
}

type Name<T> = keyof T & string;
/** Any schema that was generated. */
type Objects<S> = { [O in keyof S]: ObjectSchema };

type ConditionOn<F> = {
  [K in Name<F>]: {
    [P in Name<F[K]>]: undefined extends F[K][P] ? { field: K; op: P } : { field: K; op: P; value: F[K][P] };
  }[Name<F[K]>];
}[Name<F>];

type HopCondition<S extends Objects<S>, O extends keyof S> = {
  [R in Name<S[O]["hops"]>]: S[O]["hops"][R] extends infer T extends keyof S
    ? { field: `${R}.${Name<S[T]["filters"]>}`; op: string; value?: Json }
    : never;
}[Name<S[O]["hops"]>];

type RelatedCondition<S extends Objects<S>, O extends keyof S> = {
  [R in Name<S[O]["related"]>]: S[O]["related"][R] extends infer T extends keyof S
    ? {
        has: R;
        where?: Filter<S, T>;
        count?: { op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte"; value: number };
      }
    : never;
}[Name<S[O]["related"]>];

export type Filter<S extends Objects<S>, O extends keyof S> =
  | ConditionOn<S[O]["filters"]>
  | HopCondition<S, O>
  | RelatedCondition<S, O>
  | { and: readonly Filter<S, O>[] }
  | { or: readonly Filter<S, O>[] }
  | { not: Filter<S, O> };

type FieldName<S extends Objects<S>, O extends keyof S> = Name<S[O]["record"]>;
type SortKey<S extends Objects<S>, O extends keyof S> = FieldName<S, O> | `-${FieldName<S, O>}`;

export interface Asked<S extends Objects<S>, O extends keyof S> {
  filter?: Filter<S, O>;
  /** Words, numbers, e-mails, phone digits. */
  q?: string;
  /** The deleted records instead of the living. */
  trash?: boolean;
}

export interface Selection<S extends Objects<S>, O extends keyof S, F extends FieldName<S, O>> {
  fields?: readonly F[];
  include?: readonly Name<S[O]["hops"] & S[O]["related"]>[] | readonly FieldName<S, O>[];
}

export interface ListQuery<S extends Objects<S>, O extends keyof S, F extends FieldName<S, O>>
  extends Asked<S, O>, Selection<S, O, F> {
  sort?: SortKey<S, O> | readonly SortKey<S, O>[];
  /** Records in one answer, at most 200. */
  limit?: number;
  cursor?: string | null;
  count?: "capped" | "none";
}

export interface Page<T> {
  data: T[];
  nextCursor: string | null;
  previousCursor: string | null;
  count: { value: number; exact: boolean } | null;
}

type Picked<S extends Objects<S>, O extends keyof S, F extends FieldName<S, O>> = Pick<
  S[O]["record"],
  F | ("id" & keyof S[O]["record"]) | ("version" & keyof S[O]["record"])
>;

interface Abortable {
  signal?: AbortSignal;
}

export interface WriteOptions extends Abortable {
  /** The version that the change is meant for; another one that stands is a `VersionChanged`. */
  version?: number;
  /** The same request with the same key is done once, for 24 hours. One is made for each POST where none is said. */
  idempotencyKey?: string;
}

export type Operation<S extends Objects<S>, O extends keyof S> =
  | { op: "create"; data: S[O]["input"] }
  | { op: "update"; id: string; data: S[O]["patch"]; ifVersion?: number }
  | { op: "delete"; id: string; ifVersion?: number }
  | { op: "upsert"; key: Partial<S[O]["patch"]> | { id: string }; data: S[O]["patch"] };

export interface BatchResult<T> {
  status: number;
  id: string | null;
  record?: T;
  problem?: Problem;
}

type Measure<F extends string> = "count" | `${"sum" | "avg" | "min" | "max"}:${F}`;

export interface Reading<S extends Objects<S>, O extends keyof S> {
  /** One page. */
  page<F extends FieldName<S, O> = FieldName<S, O>>(
    query?: ListQuery<S, O, F>,
    options?: Abortable,
  ): Promise<Page<Picked<S, O, F>>>;
  /** All of them, page after page: `for await (const contact of raabta.records.contact.list())`. */
  list<F extends FieldName<S, O> = FieldName<S, O>>(
    query?: ListQuery<S, O, F>,
    options?: Abortable,
  ): AsyncGenerator<Picked<S, O, F>, void, undefined>;
  get<F extends FieldName<S, O> = FieldName<S, O>>(
    id: string,
    query?: Selection<S, O, F>,
    options?: Abortable,
  ): Promise<Picked<S, O, F>>;
  aggregate(
    query: Asked<S, O> & {
      groupBy?: FieldName<S, O> | `${FieldName<S, O>}:${"day" | "week" | "month" | "quarter" | "year"}`;
      measures: readonly Measure<FieldName<S, O>>[];
    },
    options?: Abortable,
  ): Promise<{ data: { group?: Json; [measure: string]: Json | undefined }[] }>;
}

export interface Writing<S extends Objects<S>, O extends keyof S> {
  create(input: S[O]["input"], options?: WriteOptions): Promise<S[O]["record"]>;
  update(id: string, patch: S[O]["patch"], options?: WriteOptions): Promise<S[O]["record"]>;
  /** Into the trash. */
  delete(id: string, options?: WriteOptions): Promise<void>;
  restore(id: string, options?: WriteOptions): Promise<S[O]["record"]>;
  /** Changes the record that the key names, or makes one. */
  upsert(
    key: Partial<S[O]["patch"]> | { id: string },
    data: S[O]["patch"],
    options?: WriteOptions,
  ): Promise<S[O]["record"]>;
  /** Up to 1,000 operations; what cannot be done is told one by one. */
  batch(
    operations: readonly Operation<S, O>[],
    options?: WriteOptions & { records?: boolean },
  ): Promise<BatchResult<S[O]["record"]>[]>;
  /** Runs an action on a record. */
  act(id: string, action: string, inputs?: { [input: string]: Json }, options?: WriteOptions): Promise<Json>;
}

export type RecordsOf<S extends Objects<S>> = {
  [O in keyof S]: Reading<S, O> & (S[O]["writes"] extends true ? Writing<S, O> : unknown);
};

export interface Change<S> {
  id: string;
  object: Name<S>;
  recordId: string;
  version: number | null;
  type: "created" | "updated" | "deleted" | "restored" | "purged";
  at: string;
  by: Json;
  via: string;
  operationId: string;
  changes: { field: string; from: Json; to: Json }[];
}

export interface ClientOptions {
  /** `https://crm.example.com` */
  url: string;
  /** An API key; in a browser that is signed in say the header `raabta-workspace` instead. */
  key?: string;
  headers?: Record<string, string>;
  /** How often a request is tried again that was refused for want of room (429, 503) or broke off. 4 if not said. */
  retries?: number;
  fetch?: typeof globalThis.fetch;
}

export declare class Client<S extends Objects<S>> {
  constructor(options: ClientOptions, paths: Record<Name<S>, string>);
  readonly records: RecordsOf<S>;
  /** Any other address of the API. */
  request<T = Json>(
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
    path: string,
    options?: {
      query?: Record<string, unknown>;
      body?: unknown;
      headers?: Record<string, string>;
      signal?: AbortSignal;
    },
  ): Promise<T>;
  search(
    q: string,
    options?: { limit?: number } & Abortable,
  ): Promise<{ object: Name<S>; id: string; title: string | null; subtitle: string | null; matched: string }[]>;
  /** All changes behind the cursor, in order, each once; keep the cursor that comes with them. Ends when there are no more. */
  changes(
    options?: { objects?: readonly Name<S>[]; cursor?: string; limit?: number } & Abortable,
  ): AsyncGenerator<{ changes: Change<S>[]; cursor: string }, void, undefined>;
}

export interface Issue {
  path: string;
  message: string;
  code?: string;
}

export interface Problem {
  status?: number;
  code: string;
  title?: string;
  detail?: string;
  issues?: Issue[];
  requestId?: string;
}

/** What the server refused, and why. */
export declare class RaabtaProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly issues: Issue[];
  readonly requestId: string | undefined;
  readonly currentVersion: number | undefined;
}
/** 400, 413, 415, 422: `issues` say what is wrong where. */
export declare class InvalidInput extends RaabtaProblem {}
/** 404 */
export declare class NotFound extends RaabtaProblem {}
/** 401, 403 */
export declare class Forbidden extends RaabtaProblem {}
/** 409 */
export declare class Conflict extends RaabtaProblem {}
/** 412: somebody was faster; `currentVersion` is what stands. */
export declare class VersionChanged extends Conflict {}
/** 429, 503, 507, after all retries. */
export declare class Unavailable extends RaabtaProblem {}
