/** What a person must be allowed to bring a file in, and what of a mapping is left within their rights. */
import { InvalidInput, type Issue } from "#model/errors.ts";
import { assertCapability, assertMay, fieldAccess } from "../access/rights.ts";
import type { Context } from "../context.ts";
import type { Mapping, Target } from "./mapping.ts";
import type { Preset } from "./preset.ts";

/**
 * Asked before each check and each run, and again when its job begins: a check compares what the file says with what stands,
 * so a field that may not be written must not be in it at all.
 * @throws Forbidden where the role lacks a right on an object, InvalidInput naming each field that it may not write or be found by.
 */
export function assertMayImport(ctx: Context, preset: Preset, mapping: Mapping): void {
  assertCapability(ctx.actor, "import");
  for (const name of preset.objects(mapping)) {
    const object = ctx.catalogue.object(name);
    if (mapping.mode !== "update") assertMay(ctx.actor, object, "create");
    if (mapping.mode !== "create") assertMay(ctx.actor, object, "update");
  }
  const issues = closedTargets(ctx, mapping, preset.fills?.(mapping, ctx.catalogue) ?? []);
  if (issues.length > 0) throw new InvalidInput(issues);
}

/** What the mapping fills and the actor may not, or is found by and may not be: a hidden field is told as one that is not there. */
export function closedTargets(ctx: Context, mapping: Mapping, besides: readonly Target[] = []): Issue[] {
  const { object, key, columns, constants } = mapping;
  const filled = [
    ...columns.map(({ target }, index) => ({ target, path: `mapping.columns.${index}.target` })),
    ...constants.map(({ target }, index) => ({ target, path: `mapping.constants.${index}.target` })),
    ...besides.map((target) => ({ target, path: "mapping" })),
  ];
  const issues = filled.flatMap(({ target, path }): Issue[] => {
    if (target === null) return [];
    const access = accessTo(ctx, target);
    if (access === "hidden") return [unknown(path, target)];
    const found = target.object === object && target.field === key;
    if (access === "write" || found) return [];
    return [{ path, message: `${target.object}.${target.field} is not written by your role`, code: "issue.readOnly" }];
  });
  if (key !== null && key !== "id" && object !== "" && accessTo(ctx, { object, field: key }) === "hidden")
    issues.push(unknown("mapping.key", { object, field: key }));
  return issues;
}

const unknown = (path: string, { object, field }: Target): Issue => ({
  path,
  message: `there is no field ${object}.${field}`,
});

/** A mapping that somebody else has left, or that we propose, without what this actor may not write. */
export function withinRights(ctx: Context, mapping: Mapping): Mapping {
  const open = (target: Target | null): boolean => target !== null && accessTo(ctx, target) === "write";
  const { object, key } = mapping;
  const found = key !== null && accessTo(ctx, { object, field: key }) !== "hidden";
  const isKey = (target: Target | null): boolean => found && target?.object === object && target.field === key;
  const columns = mapping.columns.map(({ index, target }) => ({
    index,
    target: open(target) || isKey(target) ? target : null,
  }));
  return {
    ...mapping,
    columns,
    constants: mapping.constants.filter(({ target }) => open(target)),
    key: key === "id" || columns.some(({ target }) => isKey(target)) ? key : null,
  };
}

function accessTo(ctx: Context, target: Target): "hidden" | "read" | "write" {
  const object = ctx.catalogue.objects.get(target.object);
  const field = object?.fields.get(target.field);
  if (!object || !field) return "hidden";
  return ctx.actor.rights === null ? "write" : fieldAccess(ctx.actor, object, field);
}
