/** Ends the session of this browser and leads to the sign-in page. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { forgetAsked } from "../api/early.ts";
import { paths } from "../paths.ts";
import { forgetDrafts } from "./drafts.ts";

export function useSignOut(): () => Promise<void> {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return async () => {
    await api.post("/api/auth/sign-out");
    queries.clear();
    forgetAsked();
    forgetDrafts();
    await navigate({ href: paths.signIn() });
  };
}
