/** The list one came from: where one stood in it, and what stands before and after a record. */
interface Visit {
  ids: string[];
  offset: number;
  active: string | undefined;
  start: string | undefined;
}

const visits = new Map<string, Visit>();
let last: { path: string; ids: string[]; href: string } | null = null;

/** `key` is the address of the list with its filter and order. */
export const visitOf = (key: string): Visit | undefined => visits.get(key);

export function noteVisit(key: string, path: string, visit: Partial<Visit>): void {
  // On the way to a record the list is drawn once more, under the record's address.
  if (!new URL(key, location.origin).pathname.endsWith(`/${path}`)) return;
  const now = { ids: [], offset: 0, active: undefined, start: undefined, ...visits.get(key), ...visit };
  visits.set(key, now);
  last = { path, ids: now.ids, href: key };
}

/** What stands around a record in the list last looked at; nothing when it was not in it. */
export function neighboursOf(
  path: string,
  id: string,
): { before: string | undefined; after: string | undefined; href: string } | null {
  if (last?.path !== path) return null;
  const place = last.ids.indexOf(id);
  return place < 0 ? null : { before: last.ids[place - 1], after: last.ids[place + 1], href: last.href };
}
