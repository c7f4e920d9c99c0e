/** Business rules: what must hold before a change and what follows from it. They always take a set. */
import type { Context } from "../context.ts";
import type { Change, ChangeKind } from "./change.ts";

export interface Rule {
  on: readonly ChangeKind[];
  /** Before anything is read. */
  first?(ctx: Context): Promise<void>;
  /** May set fields and refuse; runs before anything is written. Fetch what you need once for the whole set. */
  before?(ctx: Context, changes: readonly Change[]): Promise<void> | void;
  /** Follows within the same transaction, after rows and events stand. */
  after?(ctx: Context, changes: readonly Change[]): Promise<void> | void;
}

/**
 * For merging: which record of `object` takes over what hung on the one that stood for a record which went, by the id of the
 * record that stays; where the one that stays has none of its own.
 */
export interface Heirs {
  object: string;
  find(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface ObjectRules {
  /** Name of the object, or `*` for all. */
  object: string;
  rules: readonly Rule[];
  heirs?: readonly Heirs[];
}

/** Rules of one object, in the order in which they run. */
export function defineRules(object: string, ...rules: Rule[]): ObjectRules {
  return { object, rules };
}

/** A rule about one record at a time. */
export function eachChange(on: readonly ChangeKind[], before: (change: Change) => void): Rule {
  return { on, before: (_ctx, changes) => changes.forEach(before) };
}

export class RuleBook {
  readonly #byObject = new Map<string, Rule[]>();
  readonly #heirs: { of: string; heirs: Heirs }[] = [];

  constructor(all: readonly ObjectRules[]) {
    for (const { object, rules, heirs = [] } of all) {
      this.#byObject.set(object, [...(this.#byObject.get(object) ?? []), ...rules]);
      this.#heirs.push(...heirs.map((each) => ({ of: object, heirs: each })));
    }
  }

  /** Who takes over the `object` rows of what is merged into these records of `of`. */
  async heirs(ctx: Context, of: string, object: string, ids: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const each of this.#heirs)
      if (each.of === of && each.heirs.object === object)
        for (const [id, heir] of await each.heirs.find(ctx, ids)) found.set(id, heir);
    return found;
  }

  async begin(ctx: Context, object: string, kind: ChangeKind): Promise<void> {
    for (const rule of this.#byObject.get(object) ?? [])
      if (rule.first && rule.on.includes(kind)) await rule.first(ctx);
  }

  /** Rules for all objects first, then the object's own. */
  async run(moment: "before" | "after", ctx: Context, object: string, changes: readonly Change[]): Promise<void> {
    for (const rule of [...(this.#byObject.get("*") ?? []), ...(this.#byObject.get(object) ?? [])]) {
      const concerned = changes.filter(
        (change) => rule.on.includes(change.kind) && (moment === "after" || change.sound),
      );
      if (concerned.length > 0) await rule[moment]?.(ctx, concerned);
    }
  }
}
