/** Opens the engine on a database: the catalogue of the product's objects, the workspaces, the rules and jobs. */
import type pg from "pg";
import type { ObjectDefinition } from "#model/object.ts";
import { makeCatalogue, type Catalogue } from "#model/catalogue.ts";
import { fieldTypes } from "#fields/index.ts";
import { makeContext, SYSTEM_ACTOR, type Context, type ContextOptions, type Via, type Workspace } from "./context.ts";
import { Database } from "./database/database.ts";
import { setRules } from "./records/rule-book.ts";
import type { ObjectRules } from "./records/rules.ts";
import { setWorth, type Worth } from "./records/worth.ts";
import { Jobs } from "./jobs/jobs.ts";
import type { JobDefinition } from "./jobs/definition.ts";
import { setImports, type ProductImports } from "./transfer/preset.ts";
import { setActions, type ActionDefinition } from "./workspace/actions/action.ts";
import { setSteps, type StepDefinition } from "./workspace/actions/step.ts";
import { Workspaces, type StarterRole } from "./workspace/workspaces.ts";

/** What the product brings: its objects, rules, jobs and the roles a new workspace begins with. */
export interface Product {
  objects: readonly ObjectDefinition[];
  rules: readonly ObjectRules[];
  jobs: readonly JobDefinition[];
  roles: readonly StarterRole[];
  /** What amounts are worth where no rule of a write reckons it. */
  worth?: Worth;
  /** Buttons on records; an administrator makes more of the same kind. */
  actions?: readonly ActionDefinition[];
  /** How files become records of several objects, and what their columns are called. */
  imports?: ProductImports;
  /** What others add, by the same means; their tables are made at the start. */
  modules?: readonly Module[];
}

/** A module from outside the product. */
export type Module = { name: string; steps?: readonly StepDefinition[] } & Partial<
  Pick<Product, "objects" | "rules" | "jobs" | "roles" | "actions">
>;

export interface Engine {
  database: Database;
  catalogue: Catalogue;
  workspaces: Workspaces;
  jobs: Jobs;
  context(workspace: Workspace, options: ContextOptions): Context;
  /** For work that no person asked for. */
  systemContext(workspace: Workspace, via?: Via): Context;
  close(): Promise<void>;
}

/** @throws Error that lists what is wrong with the definitions. Touches the database only when it is first used. */
export function openEngine(connection: pg.PoolConfig, product: Product): Engine {
  const { modules = [] } = product;
  const core = makeCatalogue(product.objects, fieldTypes);
  const added = modules.flatMap(({ objects = [] }) => objects);
  const catalogue = added.length === 0 ? core : makeCatalogue([...product.objects, ...added], fieldTypes);
  setRules(catalogue, [...product.rules, ...modules.flatMap(({ rules = [] }) => rules)]);
  setImports(catalogue, product.imports);
  if (product.worth) setWorth(catalogue, product.worth);
  setActions(catalogue, [...(product.actions ?? []), ...modules.flatMap(({ actions = [] }) => actions)]);
  setSteps(
    catalogue,
    modules.flatMap(({ steps = [] }) => steps),
  );
  const database = new Database(connection);
  const context = (workspace: Workspace, options: ContextOptions) => makeContext(database, workspace, options);
  const systemContext = (workspace: Workspace, via: Via = "system") => context(workspace, { actor: SYSTEM_ACTOR, via });
  const workspaces = new Workspaces(
    database,
    catalogue,
    systemContext,
    [...product.roles, ...modules.flatMap(({ roles: own = [] }) => own)],
    core,
  );
  database.onCommitted((_schema, reshaped) => {
    if (reshaped) workspaces.forget();
  });
  const jobs = new Jobs(
    database,
    [...product.jobs, ...modules.flatMap(({ jobs: own = [] }) => own)],
    workspaces,
    context,
  );
  return {
    database,
    catalogue,
    workspaces,
    jobs,
    context,
    systemContext,
    close: async () => {
      await jobs.stop();
      await workspaces.close();
      await database.close();
    },
  };
}
