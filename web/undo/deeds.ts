/** What was done in this tab and can still be taken back, the newest last. */

export interface Deed {
  /** The workspace in which it was done. */
  slug: string;
  take: () => Promise<void>;
}

const KEPT = 50;
const deeds: Deed[] = [];

export function remember(deed: Deed): void {
  deeds.push(deed);
  if (deeds.length > KEPT) deeds.shift();
}

/** False where it was taken back already. */
export function forget(deed: Deed): boolean {
  const place = deeds.indexOf(deed);
  if (place < 0) return false;
  deeds.splice(place, 1);
  return true;
}

export const lastDeed = (slug: string): Deed | undefined => deeds.findLast((deed) => deed.slug === slug);
