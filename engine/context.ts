/** Who acts, where, by what means and when: handed to everything that reads or writes. */
import type { Catalogue } from "#model/catalogue.ts";
import type { ParseSettings } from "#model/field.ts";
import type { Rights } from "#model/rights.ts";
import type { Database, Db, Patience } from "./database/database.ts";
import { isRolledBack, metOtherShape } from "./database/failure.ts";
import { uuidv7 } from "./records/uuid.ts";

export interface WorkspaceSettings extends ParseSettings {
  language: "en" | "hi" | "ur";
  /** 1 = Monday … 7 = Sunday. */
  weekStart: number;
  /** `MM-DD` of the first day of the fiscal year. */
  fiscalYearStart: string;
  /** Unicode numbering system of shown digits: `latn`, `deva`, `arabext`. */
  numberingSystem: string;
  sample: boolean;
  /** Of a workspace for trying things out: the slug of the one it was made from. */
  /** The operation that made the sample records of a template, until they are taken back. */
  sampleOperation?: string | undefined;
  sandboxOf?: string;
  /** Days after which what is in the trash is deleted for ever; null or not said: never. */
  trashDays?: number | null;
}

export interface Workspace {
  id: string;
  slug: string;
  name: string;
  /** PostgreSQL schema that holds all of it. */
  schema: string;
  /** Another one after the database was put back to an earlier state: places in its changes hold within one only. */
  epoch: string;
  settings: WorkspaceSettings;
  catalogue: Catalogue;
}

/** Through what a change came; kept with every event. */
export type Via =
  | "screen"
  | "api"
  | "import"
  | "bulk"
  | "merge"
  | "undo"
  | "automation"
  | "system"
  | "command"
  | "sample";

export interface Actor {
  kind: "user" | "apiKey" | "system";
  /** Id of the workspace's user record, or of the key's owner; null for the system. */
  userId: string | null;
  apiKeyId?: string;
  roleId: string | null;
  /** null: may do everything (the system). */
  rights: Rights | null;
  teamIds: string[];
  /** The user who looks with this one's rights, and changes nothing; what is read, that one has read. */
  seenBy?: string;
}

/**
 * Who asked for a run, an import or an export, and alone hears what became of it. A key is somebody else than who made it: its
 * role is not theirs.
 */
export const principalOf = ({ userId, apiKeyId }: Pick<Actor, "userId" | "apiKeyId">): string | null =>
  apiKeyId ?? userId;

export const SYSTEM_ACTOR: Actor = { kind: "system", userId: null, roleId: null, rights: null, teamIds: [] };

export interface Context {
  workspace: Workspace;
  catalogue: Catalogue;
  actor: Actor;
  via: Via;
  /** One deed of a person, import or job; what belongs together is undone together. */
  operationId: string;
  requestId?: string;
  db: Db;
  now(): Date;
  transaction: InTransaction;
  /** Has a transaction of it been committed? Where none has, nothing stands yet, and all may be tried again. */
  committed(): boolean;
}

/** Runs `work` in one transaction, or within the one that is open. `then` reads what was done, once it stands. */
export interface InTransaction {
  <T>(work: (ctx: Context) => Promise<T>): Promise<T>;
  <T, A>(work: (ctx: Context) => Promise<T>, then: ((ctx: Context, done: T) => Promise<A>) | undefined): Promise<A>;
}

export interface ContextOptions {
  actor: Actor;
  via: Via;
  operationId?: string;
  requestId?: string;
  now?: () => Date;
  /** How long its statements may take; as long as they do if not said. */
  patience?: Patience;
  /** The workspace with the objects and fields of now, for who has to read anew what was written while they changed. */
  workspaceOfNow?: () => Promise<Workspace>;
}

/** A context whose statements run one by one, each on its own, until `transaction` is asked for. */
export function makeContext(database: Database, workspace: Workspace, options: ContextOptions): Context {
  const base = {
    workspace,
    catalogue: workspace.catalogue,
    actor: options.actor,
    via: options.via,
    operationId: options.operationId ?? uuidv7(),
    ...(options.requestId === undefined ? {} : { requestId: options.requestId }),
    now: options.now ?? (() => new Date()),
    committed: () => committed > 0,
  };
  let committed = 0;
  const { schema } = workspace;
  const transaction = async <T, A>(
    work: (ctx: Context) => Promise<T>,
    then?: (ctx: Context, done: T) => Promise<A>,
  ): Promise<T | A> => {
    let stands = false;
    let result: { done: T } | undefined;
    try {
      return await database.transaction(
        schema,
        async (db) => {
          result = { done: await work(inside(base, db)) };
          // Said before it is: of what fails in the commit itself nobody knows whether it stands.
          committed += 1;
          return result.done;
        },
        options.patience,
        then && ((db, done: T) => then({ ...base, db, transaction }, done)),
        () => (stands = true),
      );
    } catch (error) {
      if (!stands && result && isRolledBack(error)) committed -= 1;
      if (!metOtherShape(error) || !stands || !then || !result || !options.workspaceOfNow) throw error;
      const now = await options.workspaceOfNow();
      return await then(makeContext(database, now, { ...options, operationId: base.operationId }), result.done);
    }
  };
  return { ...base, db: database.within(schema, options.patience), transaction };
}

/** The transaction that is open takes what else is to be done in one. */
function inside(base: Omit<Context, "db" | "transaction">, db: Db): Context {
  const transaction = async <T, A>(
    work: (ctx: Context) => Promise<T>,
    then?: (ctx: Context, done: T) => Promise<A>,
  ): Promise<T | A> => {
    const done = await work(ctx);
    return then ? then(ctx, done) : done;
  };
  const ctx: Context = { ...base, db, transaction };
  return ctx;
}

/** The context with a difference, in its transactions too. */
export function differing(ctx: Context, differ: (ctx: Context) => Context): Context {
  const transaction = <T, A>(
    work: (ctx: Context) => Promise<T>,
    then?: (ctx: Context, done: T) => Promise<A>,
  ): Promise<A> =>
    ctx.transaction(
      (inner) => work(differing(inner, differ)),
      then && ((after: Context, done: T) => then(differing(after, differ), done)),
    );
  return { ...differ(ctx), transaction };
}

/** The same context acting as the system: for roll-ups, segments and rules that must see everything. */
export function asSystem(ctx: Context): Context {
  return differing(ctx, (each) => ({ ...each, actor: SYSTEM_ACTOR }));
}
