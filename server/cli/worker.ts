/** `raabta worker`: works on jobs, beside servers that run elsewhere or here. */
import { wordsOf } from "#engine/workspace/walls.ts";
import { startWorker } from "../worker.ts";
import type { Command } from "./command.ts";
import { upgrade, withDatabase } from "./database.ts";
import { serverOptions } from "./house.ts";
import { toldToEnd } from "./signals.ts";

export const command: Command = {
  usage: ["worker"],
  async run({ settings, say }) {
    const ended = toldToEnd();
    await withDatabase(settings, async (database) => {
      await upgrade(settings, database);
      const worker = await startWorker(serverOptions(settings, database));
      say("Raabta works on jobs", { state: "ready" });
      const { unwalled } = worker.house;
      if (unwalled) say(wordsOf(unwalled), { state: "unwalled", ...unwalled });
      await ended;
      await worker.close();
    });
  },
};
