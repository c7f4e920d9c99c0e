/** `raabta start`: builds what is missing, opens the database, migrates, serves, and ends cleanly when told to. */
import { openDatabase } from "#engine/database/embedded/keeper.ts";
import { wordsOf } from "#engine/workspace/walls.ts";
import { Unavailable } from "#model/errors.ts";
import { type Running, startServer } from "../assemble.ts";
import type { Settings } from "../settings.ts";
import { buildBundle } from "./bundle.ts";
import type { Command } from "./command.ts";
import { upgrade } from "./database.ts";
import { serverOptions } from "./house.ts";
import { toldToEnd } from "./signals.ts";
import { command as worker } from "./worker.ts";

export const command: Command = {
  usage: ["start"],
  async run(given) {
    const { settings, say } = given;
    if (settings.role === "worker") return worker.run(given);
    const ended = toldToEnd();
    // Both take seconds at the first start, and neither needs the other.
    const building = buildBundle({
      before: () => say("Building the screens (needed once) ...", { state: "building" }),
    });
    const opening = openDatabase({ data: settings.data, databaseUrl: settings.databaseUrl, keepHere: true });
    const [built, opened] = await Promise.allSettled([building, opening]);
    if (opened.status === "rejected") throw opened.reason;
    const database = opened.value;
    try {
      if (built.status === "rejected") throw built.reason;
      const applied = Object.values(await upgrade(settings, database)).flat().length;
      if (applied)
        say(`The database is brought up to this release (${applied} migrations)`, { state: "migrated", applied });
      const running = await listen(settings, serverOptions(settings, database));
      say(`Raabta is ready at ${running.url}`, { state: "ready", url: running.url });
      if (running.house.unwalled)
        say(wordsOf(running.house.unwalled), { state: "unwalled", ...running.house.unwalled });
      if (running.setupUrl)
        say(`Create the first workspace at ${running.setupUrl}`, { state: "setup", url: running.setupUrl });
      await ended;
      await running.close();
    } finally {
      await database.release();
    }
  },
};

async function listen(settings: Settings, options: Parameters<typeof startServer>[0]): Promise<Running> {
  try {
    return await startServer(options, { worker: settings.role === "all" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new Unavailable(`Port ${settings.port} is taken by another program; PORT may name another one.`);
    if (code === "EACCES")
      throw new Unavailable(`Port ${settings.port} is not for this user; PORT may name one above 1023.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
      throw new Unavailable(`${settings.host} (HOST) is no address of this machine.`);
    throw error;
  }
}
