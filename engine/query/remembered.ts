/** Questions asked before: who asks the same again gets the statement that was built then. */
import type { Catalogue } from "#model/catalogue.ts";
import type { Actor, Context, WorkspaceSettings } from "../context.ts";

interface Kept {
  settings: WorkspaceSettings;
  built: unknown;
}

/** Questions remembered for one actor; then all are forgotten and built anew. */
const MOST = 100;
/** What is longer is rarely asked twice. */
const LONGEST = 4000;

/** An actor who lost or gained a right, or a catalogue that changed, is another object: nothing outlives what it was built from. */
const memory = new WeakMap<Catalogue, WeakMap<Actor, Map<string, Kept>>>();
const MOVING = '"relative":';

/**
 * What `build` gives for this question of this actor, from memory where it was asked before. `question` survives JSON and
 * holds all that `build` reads beside catalogue, actor and settings. Dates that move with the clock are built each time.
 */
export function remembered<T>(ctx: Context, question: readonly unknown[], build: () => T): T {
  const key = JSON.stringify(question);
  if (key.length > LONGEST || key.includes(MOVING)) return build();
  const questions = questionsOf(ctx);
  const kept = questions.get(key);
  if (kept?.settings === ctx.workspace.settings) return kept.built as T;
  const built = build();
  if (moves(ctx.actor)) return built;
  if (questions.size >= MOST) questions.clear();
  questions.set(key, { settings: ctx.workspace.settings, built });
  return built;
}

function questionsOf({ catalogue, actor }: Context): Map<string, Kept> {
  let actors = memory.get(catalogue);
  if (!actors) memory.set(catalogue, (actors = new WeakMap()));
  let questions = actors.get(actor);
  if (!questions) actors.set(actor, (questions = new Map()));
  return questions;
}

const moving = new WeakMap<object, boolean>();

/** Do the rights themselves ask of dates that move? */
function moves({ rights }: Actor): boolean {
  if (rights === null) return false;
  let answer = moving.get(rights);
  if (answer === undefined) moving.set(rights, (answer = JSON.stringify(rights).includes(MOVING)));
  return answer;
}
