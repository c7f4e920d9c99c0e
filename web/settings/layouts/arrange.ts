/** Moving fields about in a layout that is being made: within a group, on to the next, to those not shown. */
import type { LayoutGroup } from "#model/page-layout.ts";

export interface Draft {
  groups: LayoutGroup[];
  /** Not shown. */
  without: string[];
  /** Asked of a new record at first; the order is that of the page. */
  create: string[];
}

/** The lists of fields from the top of the page to the bottom; the last is of those not shown. */
const lists = ({ groups, without }: Draft): string[][] => [...groups.map((group) => group.fields), without];

function withLists(draft: Draft, all: readonly string[][]): Draft {
  return {
    ...draft,
    groups: draft.groups.map((group, place) => ({ ...group, fields: all[place]! })),
    without: all[draft.groups.length]!,
  };
}

/** Puts a field into list `to` before the field at `at`; to its end where there is none. */
export function place(draft: Draft, field: string, to: number, before?: string): Draft {
  if (field === before) return draft;
  const all = lists(draft).map((list) => list.filter((name) => name !== field));
  const target = all[to];
  if (!target) return draft;
  const at = before === undefined ? -1 : target.indexOf(before);
  target.splice(at < 0 ? target.length : at, 0, field);
  return withLists(draft, all);
}

/** One step up or down; over the edge of its list it goes into the next one. */
export function step(draft: Draft, field: string, by: 1 | -1): Draft {
  const all = lists(draft);
  const list = all.findIndex((names) => names.includes(field));
  const names = all[list] ?? [];
  const at = names.indexOf(field);
  if (at + by >= 0 && at + by < names.length) {
    const turned = [...names];
    [turned[at], turned[at + by]] = [turned[at + by]!, turned[at]!];
    return withLists(
      draft,
      all.map((each, place) => (place === list ? turned : each)),
    );
  }
  const next = all[list + by];
  if (!next) return draft;
  return place(draft, field, list + by, by === 1 ? next[0] : undefined);
}

/** What stood in it is no longer shown, and can be put elsewhere. */
export function withoutGroup(draft: Draft, at: number): Draft {
  const gone = draft.groups[at]?.fields ?? [];
  return {
    ...draft,
    groups: draft.groups.filter((_, place) => place !== at),
    without: [...draft.without, ...gone],
  };
}

/** As it is kept: what is asked at first stands in the order of the page. */
export function kept({ groups, without, create }: Draft): Draft {
  const order = groups.flatMap((group) => group.fields);
  return { groups, without, create: order.filter((name) => create.includes(name)) };
}
