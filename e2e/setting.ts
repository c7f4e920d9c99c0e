/** What the walks of a suite stand on: the program running, a workspace in it, and its owner signed in at a browser. */
import { after, before } from "node:test";
import type { Browser } from "playwright-core";
import { Program } from "#test/crash/program.ts";
import { type Ending, openBrowser, Person } from "./browser.ts";
import { Hand } from "./seed.ts";

export interface Setting {
  program: Program;
  browser: Browser;
  /** The owner, at the API. */
  hand: Hand;
  /** The owner, at the screens. */
  person: Person;
  /** Where the workspace's pages begin. */
  base: string;
}

export interface Stage {
  /** Fills the workspace before anybody looks at it. */
  fill?(hand: Hand, browser: Browser): Promise<unknown>;
  /** Looks at the program before it is set up. */
  empty?(program: Program, browser: Browser): Promise<unknown>;
}

/** Ended with `t`. */
export async function openSetting(t: Ending, { fill, empty }: Stage = {}): Promise<Setting> {
  const program = new Program(t);
  const browser = await openBrowser(t);
  await program.start();
  await empty?.(program, browser);
  const hand = new Hand(program, await program.setUp());
  await fill?.(hand, browser);
  const person = await Person.sitDown(program, browser);
  await person.signIn();
  return { program, browser, hand, person, base: `/w/${hand.slug}` };
}

/** For all tests of the suite that calls it: what it gives stands when the first of them begins. */
export function suiteSetting(fill?: (hand: Hand) => Promise<unknown>): Setting {
  const endings: (() => Promise<void>)[] = [];
  const setting = {} as Setting;
  before(async () => {
    const t = { after: (hook: () => Promise<void>) => void endings.push(hook) };
    Object.assign(setting, await openSetting(t, fill ? { fill: (hand) => fill(hand) } : {}));
  });
  after(async () => {
    for (const end of endings.toReversed()) await end();
  });
  return setting;
}

/** From the next page on, the owner's screens speak this language. */
export async function speak({ hand, person }: Setting, language: "en" | "hi" | "ur"): Promise<void> {
  await hand.send("PATCH", "/me", { language });
  await person.page.evaluate((value) => localStorage.setItem("raabta.language", value), language);
}
