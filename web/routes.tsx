/** Which page stands at which address. Lists, with which every day begins, come with the frame in one piece; other pages load when they are first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { loadEditors } from "#fields/editing.tsx";
import type { Filter } from "#model/filter.ts";
import { isObject } from "#model/json.ts";
import { CHART_FORMS, LAYOUTS, SPANS } from "#model/view-parts.ts";
import { metaQuery, objectByPath } from "./api/meta.ts";
import { queries } from "./api/queries.ts";
import { sessionQuery } from "./api/session.ts";
import { Failure, NotThere, Waiting } from "./frame/Failure.tsx";
import { Frame } from "./frame/Frame.tsx";
import { Root } from "./frame/Root.tsx";
import { homeOf } from "./frame/rooms.ts";
import { withMoreWords } from "./language/language.ts";
import { paths, type ListSearch } from "./paths.ts";
import { ListPage } from "./records/list/ListPage.tsx";
import { recordQuery } from "./records/records.queries.ts";
import { viewsQuery } from "./records/list/views/views.queries.ts";

/** A page that loads when it is first opened, with the words that lists do without. */
const later = <T extends Record<string, unknown>, K extends keyof T & string>(load: () => Promise<T>, name: K) =>
  lazyRouteComponent(() => withMoreWords(load()), name);

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((one) => one === value);

/** A filter is checked by the server; here it need only be one. What cannot be read is put aside. */
function readListSearch(search: Record<string, unknown>): ListSearch {
  const { filter, q, chart } = search;
  const text = (name: keyof ListSearch) => {
    const value = search[name];
    return typeof value === "string" ? value : undefined;
  };
  return {
    filter: isObject(filter) ? (filter as unknown as Filter) : undefined,
    q: typeof q === "string" || typeof q === "number" ? String(q) : undefined,
    sort: text("sort"),
    view: text("view"),
    columns: text("columns"),
    layout: oneOf(LAYOUTS, search["layout"]),
    groupBy: text("groupBy"),
    boardField: text("boardField"),
    calendarField: text("calendarField"),
    span: oneOf(SPANS, search["span"]),
    galleryField: text("galleryField"),
    chart: isObject(chart) ? readChart(chart) : undefined,
  };
}

function readChart({ by, measure, form }: Record<string, unknown>): ListSearch["chart"] {
  const shape = oneOf(CHART_FORMS, form);
  return typeof by === "string"
    ? { by, ...(typeof measure === "string" ? { measure } : {}), ...(shape ? { form: shape } : {}) }
    : undefined;
}

const root = createRootRoute({ component: Root, errorComponent: Failure, notFoundComponent: NotThere });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async () => {
    const session = await queries.fetchQuery(sessionQuery);
    if (session.setup) redirect({ href: paths.setup(), throw: true });
    if (session.user === null) redirect({ href: paths.signIn(), throw: true });
    const last = localStorage.getItem("raabta.workspace");
    const workspace = session.workspaces.find(({ slug }) => slug === last) ?? session.workspaces[0];
    if (workspace) redirect({ href: paths.workspace(workspace.slug), throw: true });
  },
  component: NotThere,
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "setup",
  component: later(() => import("./setup/SetupPage.tsx"), "SetupPage"),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: "sign-in",
  component: later(() => import("./setup/SignInPage.tsx"), "SignInPage"),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: "invite/$token",
  component: later(() => import("./setup/InvitationPage.tsx"), "InvitationPage"),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: "reset",
  component: later(() => import("./setup/ResetPage.tsx"), "ResetPage"),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: "w/$slug",
  beforeLoad: async ({ params, location }) => {
    const session = await queries.ensureQueryData(sessionQuery);
    if (session.user === null) redirect({ href: paths.signIn(location.href), throw: true });
    await queries.ensureQueryData(metaQuery(params.slug));
    localStorage.setItem("raabta.workspace", params.slug);
  },
  component: Frame,
  pendingComponent: Waiting,
  errorComponent: Failure,
});

const first = createRoute({
  getParentRoute: () => workspace,
  path: "/",
  beforeLoad: async ({ params }) => {
    const meta = await queries.ensureQueryData(metaQuery(params.slug));
    redirect({ href: homeOf(meta), throw: true });
  },
});

const imports = createRoute({
  getParentRoute: () => workspace,
  path: "import",
  component: later(() => import("./import/ImportsPage.tsx"), "ImportsPage"),
});
const oneImport = createRoute({
  getParentRoute: () => workspace,
  path: "import/$id",
  component: later(() => import("./import/ImportPage.tsx"), "ImportPage"),
});
const insight = createRoute({
  getParentRoute: () => workspace,
  path: "insight",
  component: later(() => import("./insight/InsightPage.tsx"), "InsightPage"),
});
const settings = createRoute({
  getParentRoute: () => workspace,
  path: "settings",
  component: later(() => import("./settings/SettingsPage.tsx"), "SettingsPage"),
});
const settingsRoom = createRoute({
  getParentRoute: () => workspace,
  path: "settings/$",
  component: later(() => import("./settings/SettingsPage.tsx"), "SettingsPage"),
});
const trash = createRoute({
  getParentRoute: () => workspace,
  path: "trash",
  component: later(() => import("./trash/TrashPage.tsx"), "TrashPage"),
});
const jobs = createRoute({
  getParentRoute: () => workspace,
  path: "jobs",
  component: later(() => import("./jobs/JobsPage.tsx"), "JobsPage"),
});
const audit = createRoute({
  getParentRoute: () => workspace,
  path: "audit",
  component: later(() => import("./audit/AuditPage.tsx"), "AuditPage"),
});

const modulePage = createRoute({
  getParentRoute: () => workspace,
  path: "module/$module/$page",
  component: later(() => import("./modules/ModulePage.tsx"), "ModulePage"),
});

const list = createRoute({
  getParentRoute: () => workspace,
  path: "$path",
  validateSearch: readListSearch,
  beforeLoad: async ({ params }) => {
    const meta = await queries.ensureQueryData(metaQuery(params.slug));
    const object = objectByPath(meta, params.path);
    // Asked for together with the page itself, so that the rows need not wait.
    if (object) void queries.prefetchQuery(viewsQuery(params.slug, object.name));
  },
  component: ListPage,
});
const create = createRoute({
  getParentRoute: () => workspace,
  path: "$path/new",
  // A form is drawn with its editors, not around the places where they will be.
  component: later(
    async () => (await Promise.all([import("./records/form/CreatePage.tsx"), loadEditors()]))[0],
    "CreatePage",
  ),
});
const merge = createRoute({
  getParentRoute: () => workspace,
  path: "$path/merge",
  validateSearch: ({ ids }: Record<string, unknown>): { ids: string } => ({ ids: typeof ids === "string" ? ids : "" }),
  component: later(() => import("./merge/MergePage.tsx"), "MergePage"),
});
const record = createRoute({
  getParentRoute: () => workspace,
  path: "$path/$id",
  beforeLoad: async ({ params: { slug, path, id } }) => {
    const object = objectByPath(await queries.ensureQueryData(metaQuery(slug)), path);
    if (object?.rights.read) void queries.prefetchQuery(recordQuery(slug, path, id));
  },
  component: later(() => import("./records/page/RecordPage.tsx"), "RecordPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    setup,
    signIn,
    invitation,
    reset,
    workspace.addChildren([
      first,
      imports,
      oneImport,
      insight,
      settings,
      settingsRoom,
      jobs,
      audit,
      trash,
      modulePage,
      list,
      create,
      merge,
      record,
    ]),
  ]),
  defaultPreload: "intent",
  defaultPreloadDelay: 40,
  defaultPendingMs: 200,
  defaultErrorComponent: Failure,
  defaultNotFoundComponent: NotThere,
  defaultPendingComponent: Waiting,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
