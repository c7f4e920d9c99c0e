/** The audit of reading: who saw marked fields of which records. It cannot be added backwards, so it is kept from the start. */
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import { uuidv7 } from "../records/uuid.ts";
import { appendEvents } from "./append.ts";

/** Writes one event per record seen, where a marked field was among what was given out. The system's own reading is no one's. */
export async function auditReading(
  ctx: Context,
  object: CatalogueObject,
  fields: readonly CatalogueField[],
  recordIds: () => string[],
): Promise<void> {
  if (ctx.actor.rights === null) return;
  const marked = fields.filter((field) => field.definition.sensitive).map((field) => field.name);
  if (marked.length === 0) return;
  await appendEvents(
    ctx,
    recordIds().map((record_id) => ({
      id: uuidv7(),
      record_id,
      object: object.name,
      type: "read",
      before: null,
      after: { fields: marked },
    })),
  );
}
