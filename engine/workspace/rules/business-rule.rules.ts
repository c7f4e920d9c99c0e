/** What must hold of a company's rules: that they can hold; and that all processes hear of them. */
import { ruleIssues } from "#model/business-rule-check.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { isObject, plainText } from "#model/json.ts";
import { sql } from "#model/sql.ts";
import { asSystem, type Context } from "../../context.ts";
import { seesPath } from "../../access/rights.ts";
import type { Change } from "../../records/change.ts";
import { purgeRecords } from "../../records/records.ts";
import { defineRules, type Rule } from "../../records/rules.ts";
import { takesShape } from "../custom/custom.rules.ts";
import { oneAtATime } from "../custom/one-at-a-time.ts";
import { ruleOf, type StoredRule } from "./stored-rules.ts";

const LANGUAGES = new Set(["en", "hi", "ur"]);
const LONGEST_MESSAGE = 300;

function checkMessage(change: Change): void {
  const message = change.value("message");
  if (message === null) return;
  if (!isObject(message)) return change.refuse("message", "says the words by language", "rules.message");
  for (const [language, said] of Object.entries(message))
    if (!LANGUAGES.has(language)) change.refuse(`message.${language}`, "is en, hi or ur", "shape.language");
    else if (typeof said !== "string" || said.trim() === "" || said.length > LONGEST_MESSAGE)
      change.refuse(`message.${language}`, `is a text of at most ${LONGEST_MESSAGE} signs`, "rules.message");
}

/** What can be read is checked now and not when somebody saves a record. A rule in the trash is checked when it comes back. */
const sound: Rule = {
  on: ["create", "update", "restore"],
  before: (ctx, changes) => changes.forEach((change) => checkRule(ctx, change)),
};

function checkRule(ctx: Context, change: Change): void {
  checkMessage(change);
  const value = (name: string) => change.value(name);
  const settings = value("settings");
  if (settings !== null && !isObject(settings)) return change.refuse("settings", "is an object of settings");
  const rule = ruleOf({
    id: change.id,
    ...(Object.fromEntries(
      ["kind", "fields", "when", "settings", "message"].map((name) => [name, value(name)]),
    ) as unknown as Omit<StoredRule, "id" | "object">),
  });
  const sees = (from: CatalogueObject, path: string) => seesPath(ctx, from, path);
  const checking = {
    catalogue: ctx.catalogue,
    settings: ctx.workspace.settings,
    now: ctx.now(),
    ...(readsAnew(change) ? { sees } : {}),
  };
  const object = value("object");
  change.issues.push(...ruleIssues(checking, typeof object === "string" ? object : "", rule));
}

/** What decides which values a rule reads and where they go. */
const READING = ["object", "kind", "fields", "when", "settings"];

/**
 * A rule reads for everyone, so that who writes one would learn by it what is hidden from them. Who does not see all of a rule that
 * stands may still switch it off, or give it other words.
 */
function readsAnew(change: Change): boolean {
  const switchedOn = change.changes("active") && change.value("active") === true;
  return change.kind !== "update" || switchedOn || READING.some((name) => change.changes(name));
}

/** `required-reason`, and a number where that is taken, perhaps by one in the trash. */
const nameAnew: Rule = {
  on: ["create"],
  before: async (ctx, changes) => {
    const scope = (change: Change) => plainText(change.value("object"));
    const rows = await ctx.db.query(
      sql<{
        object: string;
        name: string;
      }>`select object, name from business_rules where object = any(${changes.map(scope)})`,
    );
    const taken = new Set(rows.map((row) => `${row.object} ${row.name}`));
    for (const change of changes) {
      const isTaken = (name: string) => taken.has(`${scope(change)} ${name}`);
      const said = plainText(change.value("name"));
      const fields = change.value("fields");
      const stem = [plainText(change.value("kind")), ...(Array.isArray(fields) ? fields.map(plainText) : [])].join("-");
      let name = said || stem.slice(0, 70);
      if (said !== "" && isTaken(said)) change.refuse("name", "is taken, perhaps by one in the trash", "issue.taken");
      for (let number = 2; said === "" && isTaken(name); number += 1) name = `${stem.slice(0, 70)}-${number}`;
      change.set("name", name);
      taken.add(`${scope(change)} ${name}`);
    }
  },
};

/** An object that is deleted for good takes its rules with it: another of its name begins without. */
const goWithTheirObject: Rule = {
  on: ["purge"],
  after: async (ctx, changes) => {
    const names = changes.map((change) => plainText(change.before?.["name"]));
    const rows = await ctx.db.query(
      sql<{
        id: string;
      }>`update business_rules set deleted_at = coalesce(deleted_at, now()) where object = any(${names}) returning id`,
    );
    if (rows.length > 0)
      await purgeRecords(
        asSystem(ctx),
        "businessRule",
        rows.map((row) => row.id),
      );
  },
};

export const businessRuleRules = [
  defineRules("businessRule", oneAtATime, sound, nameAnew, takesShape),
  defineRules("customObject", goWithTheirObject),
];
