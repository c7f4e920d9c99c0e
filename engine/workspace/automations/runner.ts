/** Runs automations in every process that works on jobs. */
import type { Context, Workspace } from "../../context.ts";
import { AUTOMATIONS_CHANNEL } from "../../identity/notices.ts";
import { Rounds, type RoundsOptions } from "../../jobs/rounds.ts";
import { lookAtChanges, runHeld } from "./look-at-changes.ts";
import { isDue, lookByTime } from "./look-by-time.ts";
import { standingAutomations } from "./standing.ts";

export interface RunnerOptions extends Pick<RoundsOptions, "workspaces" | "notices" | "fault"> {
  context(workspace: Workspace): Context;
}

export class AutomationRunner {
  readonly #rounds: Rounds;

  constructor({ context, ...rounds }: RunnerOptions) {
    this.#rounds = new Rounds({
      ...rounds,
      anew: AUTOMATIONS_CHANNEL,
      look: async (workspace) => {
        const found = await lookOnce(context(workspace));
        return { idle: found === "none", again: found === "more" };
      },
    });
  }

  /** What is under way and does not end in time is given back: its transaction never stood. */
  close(): Promise<void> {
    return this.#rounds.close();
  }
}

/** One look at all that could set something off. `none`: no automation is on. */
export async function lookOnce(ctx: Context): Promise<"none" | "more" | "all"> {
  const standing = await standingAutomations(ctx);
  if (standing.length === 0) return "none";
  let more = false;
  for (const automation of standing) {
    if (automation.held && automation.room > 0) more = (await runHeld(ctx, automation)) || more;
    if (isDue(automation, ctx.now())) more = (await lookByTime(ctx, automation)) || more;
  }
  if (standing.some(({ trigger }) => trigger.on !== "time")) more = (await lookAtChanges(ctx, standing)) || more;
  return more ? "more" : "all";
}
