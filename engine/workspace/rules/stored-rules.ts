/** The rules of a company as they stand in the tables, and the definitions that carry them. */
import type { BusinessRule, RuleKind } from "#model/business-rule.ts";
import { ruleIssues } from "#model/business-rule-check.ts";
import { makeCatalogue, type Catalogue } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import type { ParseSettings } from "#model/field.ts";
import type { ObjectDefinition } from "#model/object.ts";
import { fieldTypes } from "#fields/index.ts";
import type { Context } from "../../context.ts";

/** A row of `business_rules` that is switched on. */
export interface StoredRule {
  id: string;
  object: string;
  kind: RuleKind;
  fields: BusinessRule["fields"];
  when: BusinessRule["when"] | null;
  settings: BusinessRule["settings"] | null;
  message: Record<string, string> | null;
}

export const ruleOf = ({ id, kind, fields, when, settings, message }: Omit<StoredRule, "object">): BusinessRule => ({
  id,
  kind,
  fields,
  settings: settings ?? {},
  ...(when ? { when } : {}),
  ...(message ? { message } : {}),
});

/** Only whether operands can be read hangs on these, not what they come to. */
const ANY_SETTINGS: ParseSettings = { country: "GB", baseCurrency: "EUR", timeZone: "UTC" };

/** @returns the definitions with their rules. One that cannot hold any more, as after a release that dropped its field, is left out. */
export function withRules(definitions: readonly ObjectDefinition[], rules: readonly StoredRule[]): ObjectDefinition[] {
  if (rules.length === 0) return [...definitions];
  const catalogue = makeCatalogue(definitions, fieldTypes);
  const checking = { catalogue, settings: ANY_SETTINGS, now: new Date() };
  const sound = rules.filter((rule) => ruleIssues(checking, rule.object, ruleOf(rule)).length === 0);
  const byObject = Map.groupBy(sound, (rule) => rule.object);
  return definitions.map((definition) => {
    const own = byObject.get(definition.name);
    return own ? { ...definition, rules: [...(definition.rules ?? []), ...own.map(ruleOf)] } : definition;
  });
}

/** What a rule speaks of stays as long as the rule does. @throws InvalidInput naming the rules */
export function refuseBrokenRules(ctx: Context, catalogue: Catalogue, rules: readonly StoredRule[]): void {
  const checking = { catalogue, settings: ctx.workspace.settings, now: ctx.now() };
  // Those of an object that is retired sleep with it.
  const awake = rules.filter((rule) => catalogue.objects.has(rule.object));
  const issues = awake.flatMap((rule) =>
    ruleIssues(checking, rule.object, ruleOf(rule)).map((issue) => ({
      path: "",
      message: `a rule of ${rule.object} (${rule.kind}: ${rule.fields.join(", ")}) speaks of it: ${issue.message}; switch the rule off first`,
      code: "rules.speaksOfIt",
      params: { object: rule.object, fields: rule.fields.join(", ") },
    })),
  );
  if (issues.length > 0) throw new InvalidInput(issues);
}
