/** Counts and sums, kept for some seconds: who asks the same by the same rights is told what was counted, until records change. */
import type { Catalogue } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import type { Statement } from "../database/statement.ts";

/** A count, or the sums of a board as text. */
type Value = number | string;

interface KeptCount {
  value: Value;
  until: number;
  /** State of the workspace that was counted; null for a number so large that a change or two do not matter. */
  state: number | null;
}

const KEPT_MS = 5_000;
const MOST = 5_000;

/** The memory of one process. Its key is the counting statement itself, so two who see different records never share a number. */
export class KeptCounts {
  readonly #counts = new Map<string, KeptCount>();
  readonly #states = new Map<string, number>();
  readonly #trusted: () => boolean;
  #cleared = 0;

  /** @param trusted whether changes of other processes are being heard of */
  constructor(trusted: () => boolean) {
    this.#trusted = trusted;
  }

  /** Records of the workspace with that schema have changed; no schema: perhaps those of all. */
  changed(schema = ""): void {
    if (schema === "") this.#cleared += 1;
    else this.#states.set(schema, (this.#states.get(schema) ?? 0) + 1);
  }

  /** Taken before counting: what is counted while records change is not kept as exact. */
  stateOf(schema: string): number {
    return this.#cleared + (this.#states.get(schema) ?? 0);
  }

  get<V extends Value = number>(schema: string, key: string): V | undefined {
    const kept = this.#counts.get(`${schema} ${key}`);
    if (!kept || kept.until < Date.now() || !this.#trusted()) return undefined;
    return kept.state === null || kept.state === this.stateOf(schema) ? (kept.value as V) : undefined;
  }

  /** @param exact false where counting stopped at its bound */
  put(schema: string, key: string, value: Value, exact: boolean, state: number): void {
    if (this.#counts.size >= MOST) this.#counts.clear();
    this.#counts.set(`${schema} ${key}`, { value, until: Date.now() + KEPT_MS, state: exact ? state : null });
  }
}

const memories = new WeakMap<Catalogue, KeptCounts>();

/** From now on lists of this catalogue keep their counts. Who keeps them tells them of changes. */
export function keepCounts(catalogue: Catalogue, trusted: () => boolean): KeptCounts {
  const counts = new KeptCounts(trusted);
  memories.set(catalogue, counts);
  return counts;
}

/** Of the product, for a company that shapes its own has another catalogue after each change. Undefined where nobody keeps them, and within a transaction, which sees what others do not. */
export const keptCounts = (ctx: Context): KeptCounts | undefined =>
  ctx.db.open ? undefined : memories.get(ctx.catalogue.base ?? ctx.catalogue);

/** What `ask` gives for the statement, or gave a moment ago. */
export async function keptAnswer(ctx: Context, statement: Statement, ask: () => Promise<string>): Promise<string> {
  const kept = keptCounts(ctx);
  if (!kept) return ask();
  const { schema } = ctx.workspace;
  const key = countKey(statement);
  const known = kept.get<string>(schema, key);
  if (known !== undefined) return known;
  const state = kept.stateOf(schema);
  const answer = await ask();
  kept.put(schema, key, answer, true, state);
  return answer;
}

export const countKey = ({ text, values }: Statement): string => `${text} ${JSON.stringify(values)}`;
