/** What amounts are worth in the workspace's currency, as the product reckons it: told to the engine where it opens. */
import type { Catalogue } from "#model/catalogue.ts";
import type { Context } from "../context.ts";

/** An amount of money as its field reads it. */
export interface Amount {
  amount: string;
  currency: string;
}

/** In the order of the amounts; undefined where the currency has no rate. Asked once for a set. */
export type Worth = (ctx: Context, amounts: readonly Amount[]) => Promise<(string | undefined)[]>;

const registries = new WeakMap<Catalogue, Worth>();

export function setWorth(catalogue: Catalogue, worth: Worth): void {
  registries.set(catalogue, worth);
}

/** Where nobody said how, an amount of the workspace's own currency alone is worth something. */
export const worthOf = (catalogue: Catalogue): Worth => registries.get(catalogue.base ?? catalogue) ?? ofItself;

const ofItself: Worth = ({ workspace }, amounts) =>
  Promise.resolve(
    amounts.map(({ amount, currency }) => (currency === workspace.settings.baseCurrency ? amount : undefined)),
  );
