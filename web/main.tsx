/** Starts the screens: words first, then the router. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, type AnyRoute } from "@tanstack/react-router";
import { startTransition, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { DesignSystem } from "#ui/DesignSystem.tsx";
import { currentWorkspace, whenUnauthenticated } from "./api/client.ts";
import { forgetAsked } from "./api/early.ts";
import { metaQuery } from "./api/meta.ts";
import { queries } from "./api/queries.ts";
import { sessionQuery } from "./api/session.ts";
import { facesHere } from "./language/faces.ts";
import { startLanguage, useLanguage, useTranslation } from "./language/language.ts";
import "./outline.css";
import { paths } from "./paths.ts";
import { router } from "./routes.tsx";

whenUnauthenticated(() => {
  const { pathname, href } = router.state.location;
  queries.removeQueries({ queryKey: ["session"] });
  forgetAsked();
  if (pathname.startsWith("/w/")) void router.navigate({ href: paths.signIn(href) });
});

const missing: HTMLInputElement[] = [];
// What a form misses is said in the reader's words, at its place, instead of the browser's bubble.
document.addEventListener(
  "invalid",
  (event) => {
    event.preventDefault();
    if (missing.push(event.target as HTMLInputElement) === 1)
      void import("./frame/missing.ts").then(({ tellMissing }) => tellMissing(missing.splice(0)));
  },
  true,
);

function App() {
  const { t } = useTranslation();
  const { direction } = useLanguage();
  return (
    <DesignSystem direction={direction} words={{ close: t("frame.close") }}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </DesignSystem>
  );
}

// What the page needs comes together with the words: it is drawn once, when it can be drawn whole.
const slug = currentWorkspace();
if (slug !== undefined)
  queries.fetchQuery(sessionQuery).then(
    ({ user }) => user && void queries.prefetchQuery(metaQuery(slug)),
    // The page asks again, and shows what went wrong.
    () => undefined,
  );
const words = startLanguage();
// The page's own scripts come beside the answers, not after them.
const routes = new Map<string, AnyRoute>(Object.entries(router.routesById));
for (const { routeId } of router.matchRoutes(router.latestLocation) as { routeId: string }[]) {
  const component = routes.get(routeId)?.options.component as { preload?: () => Promise<unknown> } | undefined;
  // The page loads them again, and shows what went wrong.
  component?.preload?.().catch(() => undefined);
}
// Not awaited up here: pages that come later are built upon this file, and would wait for it as it for them.
void Promise.all([words, router.load(), facesHere()]).then(() => {
  const root = createRoot(document.getElementById("app")!);
  // In a transition React draws piece by piece, and a touch in between is heard.
  startTransition(() =>
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
});
