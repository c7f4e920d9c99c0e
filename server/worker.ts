/** A process that only works on jobs. */
import { openHouse, type House, type ServerOptions } from "./assemble.ts";

/** Works until `close`, which lets running jobs pause at their next border. */
export async function startWorker(options: ServerOptions): Promise<{ house: House; close(): Promise<void> }> {
  const house = await openHouse(options);
  await house.engine.jobs.start();
  return { house, close: () => house.close() };
}
