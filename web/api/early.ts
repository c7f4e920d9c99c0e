/** What a page asks first is asked before its scripts are here: early.js sends what was asked here the last time, and each answer is given once. */

import { isObject } from "#model/json.ts";

interface Early {
  /** The workspace that was asked in. */
  workspace: string;
  answers: Map<string, Promise<Response>>;
  digestOf: (text: string) => Promise<ArrayBuffer>;
  /** The key to what was drawn from the answers with these digests. */
  keyOf: (digests: readonly ArrayBuffer[]) => Promise<CryptoKey>;
  /** The outline said all that the page said the last time. */
  said?: boolean;
}

const KEPT_AT = "raabta.asked";
/** What pages looked like the last time (web/frame/sketching.ts). */
export const SKETCHES = "raabta.sketches";
const PAGES = 24;
const QUESTIONS = 12;
/** The first questions of a page are over, in milliseconds from its start: an answer from before is old by then. */
const OVER = 10_000;

export const early = (globalThis as { raabtaEarly?: Early }).raabtaEarly;
const { pathname, search } = location;
export const page = pathname + search;
let asked: string[] | undefined = [];
/** What came for the first questions, the newest of each. */
export const answered = new Map<string, string>();

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

export function noteAnswer(address: string, text: string): void {
  if (asked?.includes(address)) answered.set(address, text);
}

/** Whoever comes to this device next is not to see what was looked at. */
export function forgetAsked(): void {
  asked = undefined;
  answered.clear();
  localStorage.removeItem(KEPT_AT);
  localStorage.removeItem(SKETCHES);
}

function readKept(): Record<string, string[]> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AT) ?? "{}");
    return isObject(kept) ? (kept as Record<string, string[]>) : {};
  } catch {
    return {};
  }
}
