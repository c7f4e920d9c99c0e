/** Fills a workspace through the one door, so that its rows are what the door writes, and fast, for its indexes are made at the end. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import type { Engine } from "#engine/open.ts";
import { createRecords, outcomeId } from "#engine/records/records.ts";
import { refreshClasses } from "#crm/insight/statistics.queries.ts";
import type { Workspace } from "#engine/context.ts";
import type { JsonObject } from "#model/json.ts";
import {
  activities,
  type Amounts,
  companies,
  contacts,
  orders,
  products,
  type Standing,
  TEAMS,
  TODAY,
  USERS,
} from "./invent.ts";
import { stripTables } from "./bare-tables.ts";

const SET = 1000;
/** While one set is read and checked here, PostgreSQL writes another. */
const AT_ONCE = 2;
const DAY = 86_400_000;

/** The five roles that the people of a workspace have, by share. */
const ROLES = ["sales", "sales", "sales", "service", "manager", "marketing", "sales", "readOnly", "sales", "service"];

export type Progress = (object: string, done: number, total: number) => void;

/** @param told called as sets are written */
export async function fillWorkspace(
  engine: Engine,
  workspace: Workspace,
  amounts: Amounts,
  seed: number,
  told: Progress = () => undefined,
): Promise<void> {
  const ctx = engine.systemContext(workspace, "sample");
  const users = await addPeople(ctx);
  const restore = await stripTables(ctx);
  const filler = new Filler(engine, workspace, told);
  const companyIds = await filler.add("company", amounts.companies, companies(seed, amounts.companies, { users }));
  const contactIds = await filler.add(
    "contact",
    amounts.contacts,
    contacts(seed, amounts.contacts, { users, companies: companyIds }),
  );
  await restore();
  await analyze(ctx);
  const productIds = await filler.add("product", amounts.products, products(seed, amounts.products));
  const standing: Standing = { users, companies: companyIds, contacts: contactIds, products: productIds };
  await filler.add("order", amounts.orders, orders(seed, amounts.orders, standing));
  await filler.add("activity", amounts.activities, activities(seed, amounts.activities, standing));
  await refreshClasses(ctx);
  await analyze(ctx);
}

async function addPeople(ctx: Context): Promise<string[]> {
  const roles = await ctx.db.query(sql<{ id: string; key: string }>`select id, key from roles where key is not null`);
  const roleOf = new Map(roles.map((role) => [role.key, role.id]));
  const teams = await createRecords(
    ctx,
    "team",
    Array.from({ length: TEAMS }, (_, index) => ({ name: `Team ${index + 1}` })),
  );
  const teamIds = teams.map(outcomeId);
  const users = await createRecords(
    ctx,
    "user",
    Array.from({ length: USERS }, (_, index) => ({
      name: `Colleague ${index + 1}`,
      email: `colleague${index + 1}@bench.example`,
      role: roleOf.get(ROLES[index % ROLES.length]!)!,
      teams: [teamIds[index % TEAMS]!],
    })),
  );
  return users.map(outcomeId);
}

/** Statistics and visibility as a database has them that was in use for a while. */
async function analyze({ db, workspace }: Context): Promise<void> {
  const tables = await db.query(sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${workspace.schema} and c.relkind = 'r' and pg_relation_size(c.oid) > 0`);
  await db.query(sql.raw(`vacuum (analyze) ${tables.map(({ name }) => name).join(", ")}`));
}

class Filler {
  readonly #engine: Engine;
  readonly #workspace: Workspace;
  readonly #told: Progress;

  constructor(engine: Engine, workspace: Workspace, told: Progress) {
    this.#engine = engine;
    this.#workspace = workspace;
    this.#told = told;
  }

  /** Writes the records, the older ones first, spread over two years. @returns their ids in the order of `inputs` */
  async add(object: string, total: number, inputs: Generator<JsonObject>): Promise<string[]> {
    const ids: string[][] = [];
    let done = 0;
    const work = async (): Promise<void> => {
      for (let set = take(inputs); set.length > 0; set = take(inputs)) {
        const place = ids.push([]) - 1;
        const at = new Date(TODAY - 730 * DAY + Math.floor((place * SET * 730 * DAY) / total));
        const { actor, via } = this.#engine.systemContext(this.#workspace, "sample");
        const ctx = this.#engine.context(this.#workspace, { actor, via, now: () => at });
        ids[place] = (await createRecords(ctx, object, set)).map(outcomeId);
        this.#told(object, (done += set.length), total);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return ids.flat();
  }
}

function take(inputs: Generator<JsonObject>): JsonObject[] {
  const set: JsonObject[] = [];
  while (set.length < SET) {
    const { value, done } = inputs.next();
    if (done) break;
    set.push(value);
  }
  return set;
}
