/** The cache of answers, with what every query of the screens has in common. */
import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./client.ts";

const worthRetrying = (error: unknown) =>
  error instanceof ApiError && (error.status === 0 || error.status === 503 || error.status === 502);

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (times, error) => times < 2 && worthRetrying(error),
      refetchOnWindowFocus: true,
      networkMode: "always",
    },
    mutations: { retry: false, networkMode: "always" },
  },
});
