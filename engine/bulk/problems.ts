/** What could not be done with a record, as it is kept and shown. */
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Issue, RaabtaError } from "#model/errors.ts";
import type { Context } from "../context.ts";
import type { Outcome } from "../records/door.ts";
import { titlesOf } from "../query/titles.ts";

export interface BulkProblem {
  id: string;
  title: string | null;
  code: string;
  message: string;
  issues: Issue[];
}

/** The first of them, with the names of their records as far as the actor may know them. */
export async function problemsOf(
  ctx: Context,
  object: CatalogueObject,
  outcomes: readonly Outcome[],
  most: number,
): Promise<BulkProblem[]> {
  const refused = outcomes
    .flatMap((outcome): { id: string; problem: RaabtaError }[] =>
      outcome.done ? [] : [{ id: outcome.id!, problem: outcome.problem }],
    )
    .slice(0, Math.max(0, most));
  const titles = await titlesOf(
    ctx,
    object.name,
    refused.map(({ id }) => id),
  );
  return refused.map(({ id, problem }) => ({
    id,
    title: titles.get(id) ?? null,
    code: problem.code,
    message: problem.message,
    issues: problem.issues,
  }));
}
