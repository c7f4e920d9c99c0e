/** What a person must be allowed to bring a file in. */
import { assertCapability, assertMay } from "../access/rights.ts";
import type { Context } from "../context.ts";
import type { Mapping } from "./mapping.ts";
import type { Preset } from "./preset.ts";

/** @throws Forbidden where the role lacks a right that the import needs. */
export function assertMayImport(ctx: Context, preset: Preset, mapping: Mapping): void {
  assertCapability(ctx.actor, "import");
  for (const name of preset.objects(mapping)) {
    const object = ctx.catalogue.object(name);
    if (mapping.mode !== "update") assertMay(ctx.actor, object, "create");
    if (mapping.mode !== "create") assertMay(ctx.actor, object, "update");
  }
}
