/** Starts the screens: words first, then the router. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { DesignSystem } from "#ui/DesignSystem.tsx";
import { currentWorkspace, whenUnauthenticated } from "./api/client.ts";
import { metaQuery } from "./api/meta.ts";
import { queries } from "./api/queries.ts";
import { sessionQuery } from "./api/session.ts";
import { startLanguage, useLanguage, useTranslation } from "./language/language.ts";
import { paths } from "./paths.ts";
import { router } from "./routes.tsx";

whenUnauthenticated(() => {
  const { pathname, href } = router.state.location;
  queries.removeQueries({ queryKey: ["session"] });
  if (pathname.startsWith("/w/")) void router.navigate({ href: paths.signIn(href) });
});

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

// Who is there and what they may see is asked while the words come.
const slug = currentWorkspace();
if (slug !== undefined)
  queries.fetchQuery(sessionQuery).then(
    ({ user }) => user && void queries.prefetchQuery(metaQuery(slug)),
    // The page asks again, and shows what went wrong.
    () => undefined,
  );

await startLanguage();
createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
