/** Every address of the screens is made here. */
import type { Filter } from "#model/filter.ts";
import type { ViewDefinition } from "#model/view.ts";

/** The parts of a view that say how its records are laid out. */
export const ARRANGEMENT = [
  "layout",
  "groupBy",
  "boardField",
  "calendarField",
  "span",
  "galleryField",
  "chart",
] as const satisfies readonly (keyof ViewDefinition)[];

export type Arrangement = { [Part in (typeof ARRANGEMENT)[number]]?: ViewDefinition[Part] | undefined };

/** Where layout or grouping stands, all of the arrangement does; where neither does, the view's holds, or the reader's own. */
export interface ListSearch extends Arrangement {
  filter?: Filter | undefined;
  q?: string | undefined;
  /** As in the API: `-revenue,name`. */
  sort?: string | undefined;
  /** A saved view's id, or `all`. */
  view?: string | undefined;
  /** Their names in order: `name,total`. */
  columns?: string | undefined;
}

const part = encodeURIComponent;

function withSearch(path: string, search: object = {}): string {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === "") continue;
    values.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  const text = values.toString();
  return text ? `${path}?${text}` : path;
}

export const paths = {
  home: () => "/",
  setup: () => "/setup",
  signIn: (next?: string) => withSearch("/sign-in", { next }),
  invitation: (token: string) => `/invite/${part(token)}`,
  reset: () => "/reset",
  workspace: (slug: string) => `/w/${part(slug)}`,
  /** `path` is the object's plural kebab-case, as in the API. */
  list: (slug: string, path: string, search?: ListSearch) => withSearch(`/w/${part(slug)}/${path}`, search),
  create: (slug: string, path: string) => `/w/${part(slug)}/${path}/new`,
  record: (slug: string, path: string, id: string) => `/w/${part(slug)}/${path}/${part(id)}`,
  /** The first of the ids is proposed as the one that stays. */
  merge: (slug: string, path: string, ids: readonly string[]) =>
    withSearch(`/w/${part(slug)}/${path}/merge`, { ids: ids.join(",") }),
  imports: (slug: string) => `/w/${part(slug)}/import`,
  import: (slug: string, id: string) => `/w/${part(slug)}/import/${part(id)}`,
  insight: (slug: string, search?: object) => withSearch(`/w/${part(slug)}/insight`, search),
  trash: (slug: string) => `/w/${part(slug)}/trash`,
  jobs: (slug: string) => `/w/${part(slug)}/jobs`,
  audit: (slug: string) => `/w/${part(slug)}/audit`,
  /** A page that a module brings. */
  module: (slug: string, { module, name }: { module: string; name: string }) =>
    `/w/${part(slug)}/module/${part(module)}/${part(name)}`,
  /** `room` is a part of the settings: `users`, `roles`, `api-keys`. */
  settings: (slug: string, room?: string) => (room ? `/w/${part(slug)}/settings/${room}` : `/w/${part(slug)}/settings`),
};
