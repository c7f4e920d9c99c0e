/** The one door: every write of every object passes here, a set at a time: rights → parse → rules → rows + events → rules. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { Conflict, Forbidden, InvalidInput, NotFound, type RaabtaError } from "#model/errors.ts";
import type { Context } from "../context.ts";
import { assertMay, type Action } from "../access/rights.ts";
import { rowCondition } from "../access/record-rights.ts";
import { appendChanges } from "../events/append.ts";
import { readValues, type RecordValues } from "../query/read.ts";
import { keepTimeline } from "../timeline/keep.ts";
import { Change, type ChangeKind } from "./change.ts";
import { checkRequired, readInput } from "./parse.ts";
import { resolveRelations, type Meant } from "./relations.ts";
import type { RuleBook } from "./rules.ts";
import { dropKeys, insertRows, replaceChildren, replaceKeys, replaceLinks, setDeleted, updateRows } from "./store.ts";
import { checkUnique, namingField } from "./unique.ts";
import { uuidv7 } from "./uuid.ts";

/** What is asked for one record. `input` is as it came, unread. */
export interface Ask {
  kind: ChangeKind;
  id?: string;
  input?: unknown;
  ifVersion?: number | undefined;
}

/** What became of it: the record's id, or the reason why not. */
export type Outcome = { id: string; done: true } | { id: string | null; done: false; problem: RaabtaError };

/** `strict`: the first fault throws and nothing is written. `collect`: sound ones are written, the others are told. */
export type Mode = "strict" | "collect";

const ACTION: Record<ChangeKind, Action> = { create: "create", update: "update", delete: "delete", restore: "delete" };

/** Writes a set of one kind within a transaction of its own or the one that is open. */
export async function pass(
  ctx: Context,
  rules: RuleBook,
  objectName: string,
  kind: ChangeKind,
  asks: readonly Ask[],
  mode: Mode,
): Promise<Outcome[]> {
  const object = ctx.catalogue.object(objectName);
  assertMay(ctx.actor, object, ACTION[kind]);
  return ctx.transaction((inner) => new Passage(inner, rules, object, kind, asks, mode).run());
}

class Passage {
  readonly #ctx: Context;
  readonly #rules: RuleBook;
  readonly #object: CatalogueObject;
  readonly #kind: ChangeKind;
  readonly #asks: readonly Ask[];
  readonly #mode: Mode;
  readonly #problems = new Map<number, RaabtaError>();

  constructor(
    ctx: Context,
    rules: RuleBook,
    object: CatalogueObject,
    kind: ChangeKind,
    asks: readonly Ask[],
    mode: Mode,
  ) {
    this.#ctx = ctx;
    this.#rules = rules;
    this.#object = object;
    this.#kind = kind;
    this.#asks = asks;
    this.#mode = mode;
  }

  async run(): Promise<Outcome[]> {
    const changes = await this.#begin();
    await this.#read(changes);
    await this.#rules.run("before", this.#ctx, this.#object.name, this.#sound(changes));
    await this.#check(changes);
    const sound = this.#sound(changes);
    if (sound.length > 0)
      await this.#write(sound).catch((error: unknown) => Promise.reject(namingField(this.#object, error)));
    const ids = new Map(changes.map((change) => [change.index, change.id]));
    return this.#asks.map((ask, index): Outcome => {
      const problem = this.#problems.get(index);
      if (problem) return { id: ask.id ?? null, done: false, problem };
      return { id: ids.get(index)!, done: true };
    });
  }

  /** The changes to make, with what stands now; what is not there, not reachable or has moved on is refused. */
  async #begin(): Promise<Change[]> {
    if (this.#kind === "create")
      return this.#asks.map((ask, index) => new Change(this.#object, "create", ask.id ?? uuidv7(), index, null));
    const ids = this.#asks.map((ask) => ask.id!);
    const restoring = this.#kind === "restore";
    const standing = await readValues(this.#ctx, this.#object, ids, {
      lock: true,
      trash: restoring,
      children: this.#kind === "update" && this.#touchesChildren(),
    });
    const reachable = await this.#reachable([...standing.keys()]);
    const seen = new Set<string>();
    return this.#asks.flatMap((ask, index) => {
      const before = standing.get(ask.id!);
      const problem = this.#obstacle(ask, before, reachable, seen);
      if (problem) this.#refuse(index, problem);
      seen.add(ask.id!);
      return problem || !before ? [] : [new Change(this.#object, this.#kind, before.id, index, before)];
    });
  }

  #touchesChildren(): boolean {
    const children = [...this.#object.fields.values()].filter((field) => field.type.storage === "children");
    return children.some((field) =>
      this.#asks.some((ask) => typeof ask.input === "object" && ask.input !== null && field.name in ask.input),
    );
  }

  #obstacle(ask: Ask, before: RecordValues | undefined, reachable: Reach, seen: Set<string>): RaabtaError | undefined {
    if (!before || !reachable.read.has(before.id)) return new NotFound(`There is no such ${this.#object.name}`);
    if (seen.has(before.id)) return new Conflict(`The same ${this.#object.name} stands twice in this set`);
    if (this.#kind === "restore" && before["deletedAt"] === null)
      return new Conflict(`This ${this.#object.name} is not in the trash`);
    if (!reachable.act.has(before.id))
      return new Forbidden(`Your role may not ${this.#kind} this ${this.#object.name}`);
    if (ask.ifVersion !== undefined && ask.ifVersion !== before.version) {
      return new Conflict(
        `The ${this.#object.name} has been changed since version ${ask.ifVersion}; it is at ${before.version} now`,
        { currentVersion: before.version },
      );
    }
    return undefined;
  }

  /** Which of the records the actor may see, and which act on. */
  async #reachable(ids: readonly string[]): Promise<Reach> {
    if (this.#ctx.actor.rights === null) return { read: new Set(ids), act: new Set(ids) };
    const rows = await this.#ctx.db.query<{ id: string; read: boolean; act: boolean }>(sql`
      select t.id, ${rowCondition(this.#ctx, this.#object, "t", "read")} as read, ${rowCondition(this.#ctx, this.#object, "t", ACTION[this.#kind])} as act
      from ${sql.id(this.#object.table)} as t where t.id = any(${[...ids]}::uuid[])`);
    const allowed = (what: "read" | "act") => new Set(rows.filter((row) => row[what]).map((row) => row.id));
    return { read: allowed("read"), act: allowed("act") };
  }

  async #read(changes: readonly Change[]): Promise<void> {
    if (this.#kind === "delete" || this.#kind === "restore") return;
    const meant: Meant[] = [];
    for (const change of changes) readInput(this.#ctx, change, this.#asks[change.index]!.input, meant);
    await resolveRelations(this.#ctx, meant, async (object, field, names) => {
      const outcomes = await pass(
        this.#ctx,
        this.#rules,
        object.name,
        "create",
        names.map((name) => ({ kind: "create", input: { [field]: name } })),
        "strict",
      );
      return outcomes.map((outcome) => outcome.id!);
    });
    this.#collect(changes);
  }

  async #check(changes: readonly Change[]): Promise<void> {
    const sound = this.#sound(changes);
    for (const change of sound)
      if (this.#kind === "create" || this.#kind === "update") checkRequired(this.#ctx.catalogue, change);
    if (this.#kind !== "delete") await checkUnique(this.#ctx, this.#object, sound);
    this.#collect(changes);
  }

  async #write(changes: Change[]): Promise<void> {
    const ctx = this.#ctx;
    if (this.#kind === "create")
      await insertRows(
        ctx,
        this.#object,
        changes.map((change) => ({ id: change.id, values: change.patch })),
      );
    if (this.#kind === "update") await updateRows(ctx, this.#object, changes);
    if (this.#kind === "delete" || this.#kind === "restore")
      await setDeleted(
        ctx,
        this.#object,
        changes.map((change) => change.id),
        this.#kind === "delete",
      );
    if (this.#kind === "delete")
      await dropKeys(
        ctx,
        changes.map((change) => change.id),
      );
    else await replaceKeys(ctx, this.#object, this.#kind === "restore" ? changes.map(asWhole) : changes);
    if (this.#kind === "create" || this.#kind === "update") {
      await replaceChildren(ctx, changes);
      await replaceLinks(ctx, changes);
      await this.#stayWithin(changes);
    }
    const events = await appendChanges(ctx, changes);
    await keepTimeline(ctx, this.#object, changes, events);
    await this.#rules.run("after", ctx, this.#object.name, changes);
  }

  /** Nobody gives a record away to where they may not act on it: rights hold after the change too. */
  async #stayWithin(changes: readonly Change[]): Promise<void> {
    if (this.#ctx.actor.rights === null) return;
    const action: Action = this.#kind === "create" ? "read" : "update";
    const rows = await this.#ctx.db.query<{ id: string }>(sql`
      select t.id from ${sql.id(this.#object.table)} as t where t.id = any(${changes.map((change) => change.id)}::uuid[]) and not ${rowCondition(this.#ctx, this.#object, "t", action)}`);
    if (rows.length > 0)
      throw new Forbidden(`Your role may not put a ${this.#object.name} where you could not ${action} it`);
  }

  #sound(changes: readonly Change[]): Change[] {
    return changes.filter((change) => change.sound && !this.#problems.has(change.index));
  }

  #collect(changes: readonly Change[]): void {
    for (const change of changes)
      if (!change.sound && !this.#problems.has(change.index))
        this.#refuse(change.index, new InvalidInput(change.issues));
  }

  #refuse(index: number, problem: RaabtaError): void {
    if (this.#mode === "strict") throw problem;
    this.#problems.set(index, problem);
  }
}

interface Reach {
  read: Set<string>;
  act: Set<string>;
}

/** A restored record is keyed anew by all its values. */
function asWhole(change: Change): Change {
  const whole = new Change(change.object, "create", change.id, change.index, null);
  Object.assign(
    whole.patch,
    Object.fromEntries(Object.entries(change.before ?? {}).filter(([name]) => change.object.fields.has(name))),
  );
  return whole;
}
