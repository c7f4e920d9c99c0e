/** How PostgreSQL plans the statements of a connection: for the first values by themselves, or once for all. */
import type pg from "pg";
import { sendTogether } from "./sending.ts";

type Mode = "auto" | "force_generic_plan" | "unknown";

/** What connections were last told. */
const told = new WeakMap<pg.PoolClient, Mode>();

/** Say it before asking, outside of a transaction. Nobody waits for it: it travels with what is asked next. */
export function planAs(client: pg.PoolClient, once: boolean): void {
  const mode = once ? "force_generic_plan" : "auto";
  if ((told.get(client) ?? "auto") === mode) return;
  sendTogether(client);
  told.set(client, mode);
  client.query(`set plan_cache_mode to ${mode}`).catch(() => told.set(client, "unknown"));
}
