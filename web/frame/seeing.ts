/** Begins and ends looking as somebody else. All that was read before is another's, so the page begins anew. */
import { api } from "../api/client.ts";
import { forgetAsked } from "../api/early.ts";
import { paths } from "../paths.ts";

const BEGAN_AT = "raabta.seeing";

/** @param slug of the workspace; `where` to look, its beginning if not said */
export async function seeAs(slug: string, whom: { user: string } | { role: string }, where?: string): Promise<void> {
  await api.post("/see-as", whom);
  forgetAsked();
  sessionStorage.setItem(BEGAN_AT, location.pathname + location.search);
  location.assign(where ?? paths.workspace(slug));
}

/** Back to oneself, where it was begun. */
export async function seeAsOneself(): Promise<void> {
  await api.delete("/see-as");
  forgetAsked();
  const began = sessionStorage.getItem(BEGAN_AT);
  sessionStorage.removeItem(BEGAN_AT);
  location.assign(began ?? location.pathname);
}
