/** A process that only works on jobs. */
import { openHouse, type House, type ServerOptions } from "./assemble.ts";
import { startTidying } from "./tidying.ts";
import { startAutomations } from "./automations.ts";
import { startWebhooks } from "./webhooks.ts";

/** Works until `close`, which lets running jobs pause at their next border. */
export async function startWorker(options: ServerOptions): Promise<{ house: House; close(): Promise<void> }> {
  const house = await openHouse(options);
  try {
    await house.engine.jobs.start();
  } catch (error) {
    await house.close();
    throw error;
  }
  const stopTidying = startTidying(house);
  const webhooks = startWebhooks(house);
  const automations = startAutomations(house);
  return {
    house,
    close: async () => {
      stopTidying();
      await automations.close();
      await webhooks.close();
      await house.close();
    },
  };
}
