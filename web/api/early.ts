/** What a page asks first is asked before its scripts are here: early.js sends what was asked here the last time, and each answer is given once. */

import { isObject } from "#model/json.ts";

interface Early {
  /** The workspace that was asked in. */
  workspace: string;
  answers: Map<string, Promise<Response>>;
}

const KEPT_AT = "raabta.asked";
const PAGES = 24;
const QUESTIONS = 12;
/** The first questions of a page are over, in milliseconds from its start: an answer from before is old by then. */
const OVER = 10_000;

const early = (globalThis as { raabtaEarly?: Early }).raabtaEarly;
const { pathname, search } = location;
const page = pathname + search;
let asked: string[] | undefined = [];

/** The answer that is already on its way, if there is one. */
export function takeEarly(address: string, workspace: string | undefined): Promise<Response> | undefined {
  if (!early || early.workspace !== workspace || performance.now() > OVER) return undefined;
  const answer = early.answers.get(address);
  early.answers.delete(address);
  return answer;
}

/** A write makes old what was asked before it. */
export const forgetEarly = (): void => early?.answers.clear();

/** Notes a first question of this page for the next visit. */
export function noteAsked(address: string): void {
  if (performance.now() > OVER || location.pathname !== pathname) asked = undefined;
  // What lies further down is asked when somebody goes there.
  if (!asked || asked.length >= QUESTIONS || asked.includes(address) || /[?&]cursor=/.test(address)) return;
  asked.push(address);
  const { [page]: _, ...others } = readKept();
  // Pages looked at last come last; the oldest fall off.
  const pages = [...Object.entries(others), [page, asked] as const].slice(-PAGES);
  localStorage.setItem(KEPT_AT, JSON.stringify(Object.fromEntries(pages)));
}

/** Whoever comes to this device next is not to see what was looked at. */
export function forgetAsked(): void {
  asked = undefined;
  localStorage.removeItem(KEPT_AT);
}

function readKept(): Record<string, string[]> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AT) ?? "{}");
    return isObject(kept) ? (kept as Record<string, string[]>) : {};
  } catch {
    return {};
  }
}
