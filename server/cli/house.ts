/** Opens the whole house without its door, for as long as a command needs it. */
import type { OpenDatabase } from "#engine/database/embedded/keeper.ts";
import { type House, openHouse, type ServerOptions } from "../assemble.ts";
import type { Settings } from "../settings.ts";
import { upgrade, withDatabase } from "./database.ts";

/** Runs the work in a house on an up-to-date database. */
export function withHouse<T>(settings: Settings, work: (house: House) => Promise<T>): Promise<T> {
  return withDatabase(settings, async (database) => {
    await upgrade(settings, database);
    const house = await openHouse(serverOptions(settings, database));
    try {
      return await work(house);
    } finally {
      await house.close();
    }
  });
}

/** The settings as the server takes them. */
export function serverOptions(settings: Settings, { connection }: OpenDatabase): ServerOptions {
  const { data, secret, host, port, url, urlGiven, smtpUrl, logLevel, rateLimit, trustedHosts } = settings;
  return {
    connection,
    dataFolder: data,
    secret,
    host,
    port,
    publicUrl: urlGiven ? url : undefined,
    smtpUrl,
    logLevel,
    rateLimit,
    trustedHosts,
  };
}
