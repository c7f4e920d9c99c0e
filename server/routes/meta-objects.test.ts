/** The catalogue tells a caller the rules and layouts that concern them, and nothing of what is hidden from them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BusinessRule } from "#model/business-rule.ts";
import { create } from "#engine/records/records.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { metaObjects } from "./meta-objects.ts";

test("a rule that looks at a hidden field is not told, and layouts leave hidden fields out", async (t) => {
  const at = await testWorkspace(t);
  const rule = (fields: string[], field?: string) =>
    create(at.ctx, "businessRule", {
      object: "company",
      kind: "required",
      fields,
      ...(field ? { when: { field, op: "notEmpty" } } : {}),
    });
  await rule(["industry"], "website");
  await rule(["notes"], "parent.website");
  await rule(["website", "legalName"]);
  await create(at.ctx, "pageLayout", { object: "company", groups: [{ fields: ["website", "name"] }] });
  const workspace = await at.engine.workspaces.get(at.workspace.slug);
  const { actor } = (await at.person("manager")).ctx;
  const rights = actor.rights!;
  const company = { ...(rights.objects["company"] ?? rights.standard), fields: { website: "hidden" as const } };
  const blind = { ...actor, rights: { ...rights, objects: { ...rights.objects, company } } };
  const seen = (who: typeof actor) =>
    metaObjects(at.engine.context(workspace, { actor: who, via: "api" })).find((each) => each["name"] === "company")!;
  assert.equal((seen(actor)["rules"] as BusinessRule[]).length, 3);
  const told = seen(blind);
  assert.deepEqual(
    (told["rules"] as BusinessRule[]).map((each) => each.fields),
    [["legalName"]],
  );
  assert.doesNotMatch(JSON.stringify(told), /website/);
});
