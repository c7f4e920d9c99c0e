/** What an automation would have done in the last 90 days: gathered day by day, with the records and the people it would have reached. */
import type { CatalogueObject } from "#model/catalogue.ts";
import { isObject, plainText, type Json, type JsonObject } from "#model/json.ts";
import { dayIn } from "#model/time-zone.ts";
import type { Context } from "../../context.ts";
import { meantBy, type Step } from "../actions/action.ts";
import type { Automation } from "./automation.ts";

export const DAYS = 90;
export const DAY_MS = 86_400_000;
/** Of the records as many are named. */
const MOST_NAMED = 200;

export interface Rehearsed {
  /** Each day of the 90, oldest first. */
  days: { day: string; count: number }[];
  total: number;
  /** Records that stand so just now, with which one that looks by time begins; null for the others. */
  now: number | null;
  records: { id: string; day: string }[];
  /** Owners of what would have been created. */
  whom: { id: string | null; count: number }[];
  /** False: the condition asks what changes do not tell, and was judged as records stand today. */
  exact: boolean;
  /** More happened than was looked through. */
  capped: boolean;
}

/** Gathers what would have been set off. */
export class Gathering {
  readonly #ctx: Context;
  readonly #automation: Automation;
  readonly #days = new Map<string, number>();
  readonly #whom = new Map<string | null, number>();
  #records: { id: string; day: string }[] = [];
  #total = 0;

  constructor(ctx: Context, automation: Automation) {
    this.#ctx = ctx;
    this.#automation = automation;
    const now = ctx.now().getTime();
    for (let back = DAYS; back >= 0; back -= 1) this.#days.set(this.#dayOf(new Date(now - back * DAY_MS)), 0);
  }

  /** The fields that it reads of a record. */
  get reads(): string[] {
    return this.#automation.action.steps.flatMap((step) => {
      const meant = step.do === "create" ? meantBy(step.set["owner"] ?? null) : undefined;
      return meant && "field" in meant ? [meant.field] : [];
    });
  }

  #dayOf(at: Date): string {
    return dayIn(this.#ctx.workspace.settings.timeZone, at);
  }

  /** @param values the record as it stood then */
  add(id: string, at: Date, values: JsonObject): void {
    const day = this.#dayOf(at);
    this.#days.set(day, (this.#days.get(day) ?? 0) + 1);
    this.#total += 1;
    this.#records.push({ id, day });
    if (this.#records.length > 2 * MOST_NAMED) this.#records = this.#newest();
    for (const owner of this.#owners(values)) this.#whom.set(owner, (this.#whom.get(owner) ?? 0) + 1);
  }

  #newest(): { id: string; day: string }[] {
    return this.#records.toSorted((a, b) => (a.day === b.day ? 0 : a.day < b.day ? 1 : -1)).slice(0, MOST_NAMED);
  }

  #owners(values: JsonObject): (string | null)[] {
    return this.#automation.action.steps.flatMap((step) => {
      const target = step.do === "create" ? this.#ctx.catalogue.objects.get(step.object) : undefined;
      return target && ownsRecords(target) ? [this.#ownerOf(step as Step & { do: "create" }, values)] : [];
    });
  }

  #ownerOf(step: Step & { do: "create" }, values: JsonObject): string | null {
    const said = step.set["owner"];
    const meant = said === undefined ? { me: true as const } : meantBy(said);
    if (meant && "me" in meant) return this.#ctx.actor.userId;
    if (meant && "field" in meant) return idIn(values[meant.field] ?? null);
    return idIn(said ?? null);
  }

  result(rest: Pick<Rehearsed, "now" | "exact" | "capped">): Rehearsed {
    const days = [...this.#days].map(([day, count]) => ({ day, count })).toSorted((a, b) => (a.day < b.day ? -1 : 1));
    const whom = [...this.#whom].map(([id, count]) => ({ id, count })).toSorted((a, b) => b.count - a.count);
    return { days, total: this.#total, records: this.#newest(), whom: whom.slice(0, MOST_NAMED), ...rest };
  }
}

const ownsRecords = (object: CatalogueObject): boolean => object.fields.has("owner");

function idIn(value: Json): string | null {
  if (isObject(value)) return plainText(value["id"] ?? null) || null;
  return typeof value === "string" && value !== "" ? value : null;
}
