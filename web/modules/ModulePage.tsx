/** A page that a module brings, at its address. */
import { useParams } from "@tanstack/react-router";
import { useMeta } from "../api/meta.ts";
import { NotThere } from "../frame/Failure.tsx";
import { Page } from "../frame/Page.tsx";
import { ownWord } from "../language/own-words.ts";
import { ModuleView } from "./ModuleView.tsx";

export function ModulePage() {
  const { module, page: name } = useParams({ strict: false }) as { module?: string; page?: string };
  const page = useMeta().pages.find((each) => each.module === module && each.name === name);
  if (!page) return <NotThere />;
  return (
    <Page title={ownWord(page.label) ?? page.name} width="wide">
      <ModuleView key={page.url} screen={page} />
    </Page>
  );
}
