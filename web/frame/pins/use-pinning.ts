/** What pinning needs of the screen it is done from. */
import { useQueryClient } from "@tanstack/react-query";
import { useMeta } from "../../api/meta.ts";
import { useSay } from "../../insight/say.ts";
import { useIssueWords } from "../../records/issues.ts";
import { useUndoing } from "../../undo/undoing.ts";
import type { Pinning } from "./pinning.ts";

export function usePinning(): Pinning {
  const { slug } = useMeta().workspace;
  const { offer } = useUndoing();
  return { slug, queries: useQueryClient(), say: useSay(), problem: useIssueWords().all, offer };
}
