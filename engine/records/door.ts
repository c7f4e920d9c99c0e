/** The one door: every write of every object passes here, a set at a time: rights → parse → rules → rows + events → rules. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { Conflict, Forbidden, InvalidInput, NotFound, type RaabtaError } from "#model/errors.ts";
import { asSystem, type Context } from "../context.ts";
import { assertMay, assertOwnEyes, type Action } from "../access/rights.ts";
import { reachesOwn, rowCondition, rowRights } from "../access/record-rights.ts";
import { appendChanges } from "../events/append.ts";
import { readValues, type RecordValues } from "../query/read.ts";
import { keepTimeline } from "../timeline/keep.ts";
import { enforceRules } from "./business/enforce.ts";
import { giveDefaults } from "./business/defaults.ts";
import { Change, type ChangeKind } from "./change.ts";
import { giveNumbers } from "./numbers.ts";
import { checkRequired, readInput } from "./parse.ts";
import { emptyings, purgeRows, refuseHeld } from "./purge.ts";
import { resolveRelations, type MakeByName, type Meant } from "./relations.ts";
import type { RuleBook } from "./rules.ts";
import { sameValue } from "./same-value.ts";
import { dropKeys, insertRows, replaceChildren, replaceKeys, replaceLinks, setDeleted, updateRows } from "./store.ts";
import { noteWritten } from "./standing.ts";
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
export type Outcome =
  /** `unchanged`: it stood like that already, and nothing was written. */
  { id: string; done: true; unchanged?: true } | { id: string | null; done: false; problem: RaabtaError };

/** `strict`: the first fault throws and nothing is written. `collect`: sound ones are written, the others are told. */
export type Mode = "strict" | "collect";

export interface PassOptions {
  /** An update that changes nothing writes nothing: no version, no event. */
  skipUnchanged?: boolean;
  /** Updates reach records in the trash too: for what the machine empties there. */
  trash?: boolean;
  /** Fields whose values their types have read already: an import reads its cells before. They are not read twice. */
  known?: ReadonlySet<string>;
}

const ACTION: Record<ChangeKind, Action> = {
  create: "create",
  update: "update",
  delete: "delete",
  restore: "delete",
  purge: "delete",
};

/** Kinds whose records stand in the trash. */
const IN_TRASH: readonly ChangeKind[] = ["restore", "purge"];

/** Writes a set of one kind within a transaction of its own or the one that is open. */
export async function pass(
  ctx: Context,
  rules: RuleBook,
  objectName: string,
  kind: ChangeKind,
  asks: readonly Ask[],
  mode: Mode,
  options: PassOptions = {},
): Promise<Outcome[]> {
  const object = ctx.catalogue.object(objectName);
  assertMay(ctx.actor, object, ACTION[kind]);
  return ctx.transaction((inner) => new Passage(inner, rules, object, kind, asks, mode, options).run());
}

class Passage {
  readonly #ctx: Context;
  readonly #rules: RuleBook;
  readonly #object: CatalogueObject;
  readonly #kind: ChangeKind;
  readonly #asks: readonly Ask[];
  readonly #mode: Mode;
  readonly #options: PassOptions;
  readonly #problems = new Map<number, RaabtaError>();

  constructor(
    ctx: Context,
    rules: RuleBook,
    object: CatalogueObject,
    kind: ChangeKind,
    asks: readonly Ask[],
    mode: Mode,
    options: PassOptions,
  ) {
    this.#ctx = ctx;
    this.#rules = rules;
    this.#object = object;
    this.#kind = kind;
    this.#asks = asks;
    this.#mode = mode;
    this.#options = options;
  }

  async run(): Promise<Outcome[]> {
    assertOwnEyes(this.#ctx.actor);
    await this.#rules.begin(this.#ctx, this.#object.name, this.#kind);
    const changes = await this.#begin();
    await this.#read(changes);
    if (this.#kind === "purge") {
      await refuseHeld(this.#ctx, this.#object, this.#sound(changes));
      this.#collect(changes);
    }
    await this.#rules.run("before", this.#ctx, this.#object.name, this.#sound(changes));
    await this.#check(changes);
    const idle = new Set(this.#sound(changes).filter(this.#options.skipUnchanged ? isIdle : asksNothing));
    const moving = this.#sound(changes).filter((change) => !idle.has(change));
    if (moving.length > 0)
      await this.#writeWithin(moving).catch((error: unknown) => Promise.reject(namingField(this.#object, error)));
    const unchanged = new Set([...idle].map((change) => change.index));
    const ids = new Map(changes.map((change) => [change.index, change.id]));
    return this.#asks.map((ask, index): Outcome => {
      const problem = this.#problems.get(index);
      if (problem) return { id: ask.id ?? null, done: false, problem };
      return { id: ids.get(index)!, done: true, ...(unchanged.has(index) ? { unchanged: true } : {}) };
    });
  }

  /** The changes to make, with what stands now; what is not there, not reachable or has moved on is refused. */
  async #begin(): Promise<Change[]> {
    if (this.#kind === "create")
      return this.#asks.map((ask, index) => new Change(this.#object, "create", ask.id ?? uuidv7(), index, null));
    const ids = this.#asks.map((ask) => ask.id!);
    const standing = await readValues(this.#ctx, this.#object, ids, {
      lock: true,
      trash: this.#options.trash === true || IN_TRASH.includes(this.#kind),
      children: this.#kind === "update" && this.#touchesChildren(),
    });
    const reachable = await this.#reachable([...standing.values()]);
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
    if (IN_TRASH.includes(this.#kind) && before["deletedAt"] === null)
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
  async #reachable(records: readonly RecordValues[]): Promise<Reach> {
    const ids = records.map((record) => record.id);
    const certainly = (action: Action) =>
      rowRights(this.#ctx, this.#object, action).all ||
      records.every((record) => reachesOwn(this.#ctx, this.#object, action, record["owner"]));
    if (certainly("read") && certainly(ACTION[this.#kind])) return { read: new Set(ids), act: new Set(ids) };
    const rows = await this.#ctx.db.query<{ id: string; read: boolean; act: boolean }>(sql`
      select t.id, ${rowCondition(this.#ctx, this.#object, "t", "read")} as read, ${rowCondition(this.#ctx, this.#object, "t", ACTION[this.#kind])} as act
      from ${sql.id(this.#object.table)} as t where t.id = any(${[...ids]}::uuid[])`);
    const allowed = (what: "read" | "act") => new Set(rows.filter((row) => row[what]).map((row) => row.id));
    return { read: allowed("read"), act: allowed("act") };
  }

  async #read(changes: readonly Change[]): Promise<void> {
    if (this.#kind !== "create" && this.#kind !== "update") return;
    const meant: Meant[] = [];
    const { known } = this.#options;
    for (const change of changes) readInput(this.#ctx, change, this.#asks[change.index]!.input, meant, known);
    const make: MakeByName = async (object, field, names) => {
      const outcomes = await pass(
        this.#ctx,
        this.#rules,
        object.name,
        "create",
        names.map((name) => ({ kind: "create", input: { [field]: name } })),
        "strict",
      );
      return outcomes.map((outcome) => outcome.id!);
    };
    await resolveRelations(this.#ctx, meant, make, this.#options.trash);
    if (this.#kind === "create") await giveDefaults(this.#ctx, this.#object, this.#sound(changes), this.#inputOf);
    this.#collect(changes);
  }

  async #check(changes: readonly Change[]): Promise<void> {
    const sound = this.#sound(changes);
    for (const change of sound)
      if (this.#kind === "create" || this.#kind === "update") checkRequired(this.#ctx.catalogue, change);
    if (this.#kind !== "delete" && this.#kind !== "purge") await checkUnique(this.#ctx, this.#object, sound);
    // What the machine empties for a purge is nobody's to fill.
    if (!this.#options.trash) await enforceRules(this.#ctx, this.#object, this.#sound(changes), this.#inputOf);
    this.#collect(changes);
  }

  /** Where others are to be written all the same, what would go beyond the rights is taken back and told. */
  async #writeWithin(changes: Change[]): Promise<void> {
    if (this.#mode === "strict" || this.#ctx.actor.rights === null) return this.#write(changes);
    try {
      await this.#ctx.db.open!.attempt(() => this.#write(changes));
    } catch (error) {
      if (!(error instanceof Beyond)) throw error;
      for (const change of changes)
        if (error.ids.has(change.id)) this.#refuse(change.index, new Forbidden(error.message));
      const rest = this.#sound(changes);
      if (rest.length > 0) await this.#write(rest);
    }
  }

  async #write(changes: Change[]): Promise<void> {
    const ctx = this.#ctx;
    if (this.#kind === "create" || this.#kind === "update") await giveNumbers(ctx, this.#object, changes);
    ctx.db.open!.writes.begin(
      changes.map((change) => change.id),
      (error) => namingField(this.#object, error),
    );
    if (this.#kind === "purge") return this.#purge(changes);
    if (this.#kind === "create")
      await insertRows(
        ctx,
        this.#object,
        changes.map((change) => ({ id: change.id, values: change.patch, ...begun(change) })),
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
    noteWritten(ctx, changes);
    await this.#rules.run("after", ctx, this.#object.name, changes);
  }

  /** Nobody gives a record away to where they may not act on it: rights hold after the change too. */
  async #stayWithin(changes: readonly Change[]): Promise<void> {
    const action: Action = this.#kind === "create" ? "read" : "update";
    if (rowRights(this.#ctx, this.#object, action).all) return;
    if (changes.every((change) => reachesOwn(this.#ctx, this.#object, action, change.value("owner")))) return;
    const rows = await this.#ctx.db.query<{ id: string }>(sql`
      select t.id from ${sql.id(this.#object.table)} as t where t.id = any(${changes.map((change) => change.id)}::uuid[]) and not ${rowCondition(this.#ctx, this.#object, "t", action)}`);
    if (rows.length === 0) return;
    const message = `Your role may not put a ${this.#object.name} where you could not ${action} it`;
    throw this.#mode === "strict" ? new Forbidden(message) : new Beyond(message, new Set(rows.map((row) => row.id)));
  }

  /** Pointers that may be empty are emptied through the door, by the system: nobody is asked about each of them. */
  async #purge(changes: Change[]): Promise<void> {
    const ids = changes.map((change) => change.id);
    for (const { object, asks } of await emptyings(this.#ctx, this.#object, ids))
      await pass(asSystem(this.#ctx), this.#rules, object, "update", asks, "strict", { trash: true });
    await purgeRows(this.#ctx, this.#object, changes);
    await appendChanges(this.#ctx, changes);
    noteWritten(this.#ctx, changes);
    await this.#rules.run("after", this.#ctx, this.#object.name, changes);
  }

  readonly #inputOf = (change: Change): unknown => this.#asks[change.index]!.input;

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

/** What was written stands where its writer may not reach it. */
class Beyond extends Forbidden {
  readonly ids: ReadonlySet<string>;
  constructor(message: string, ids: ReadonlySet<string>) {
    super(message);
    this.ids = ids;
  }
}

/** A change that names no field that is written changes nothing, not even the version. */
const asksNothing = (change: Change): boolean => change.kind === "update" && Object.keys(change.patch).length === 0;

const begun = ({ statistics }: Change) => (statistics ? { statistics } : {});

function isIdle(change: Change): boolean {
  return (
    change.kind === "update" &&
    Object.entries(change.patch).every(([name, value]) =>
      sameValue(change.object.fields.get(name)!, change.before?.[name], value),
    )
  );
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
