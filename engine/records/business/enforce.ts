/** Holds a company's rules over every write, whichever way it comes; where an object has none it costs nothing. */
import type { BusinessRule } from "#model/business-rule.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Issue } from "#model/errors.ts";
import { isObject, type JsonObject } from "#model/json.ts";
import { rulesFor } from "#model/record-type.ts";
import { faultsOf, type Checked, type Fault } from "#model/rule-judging.ts";
import { fieldAccess } from "../../access/rights.ts";
import type { Context } from "../../context.ts";
import type { Change } from "../change.ts";
import { sameValue } from "../same-value.ts";
import { changedRecord, judgingOf, newRecord } from "./judging.ts";
import { takenBy } from "./only-one.ts";
import { withRelated } from "./related.ts";

/**
 * Notes an issue with every change that a rule refuses. A rule looks at new records, and at others when a field that it speaks of
 * changes: what stood before the rule was made is left alone until then.
 */
export async function enforceRules(
  ctx: Context,
  object: CatalogueObject,
  changes: readonly Change[],
  inputOf: (change: Change) => unknown,
): Promise<void> {
  const rules = rulesFor(object.definition, ctx.actor).filter((rule) => CHECKED.has(rule.kind));
  const written = changes.filter((change) => change.kind === "create" || change.kind === "update");
  await refuseTaken(ctx, object, changes);
  if (rules.length === 0 || written.length === 0) return;
  const records = await withRelated(ctx, object, rules, [
    ...written.map((change) => (change.kind === "create" ? newRecord(ctx, change) : changedRecord(change))),
    ...written.flatMap((change): JsonObject[] => (change.before ? [change.before] : [])),
  ]);
  const standing = new Map(records.slice(written.length).map((record) => [record["id"], record]));
  written.forEach((change, place) => {
    const input = inputOf(change);
    const faults = faultsOf(
      judgingOf(ctx),
      object,
      rules,
      {
        before: change.before && standing.get(change.id)!,
        after: records[place]!,
        changed: (field) => isChanged(change, field),
        // What the system writes it may write, as with fields that nobody fills.
        asked: (field) => ctx.actor.rights !== null && isObject(input) && field in input,
      },
      // Undoing goes back to what stood: that is no move, but it must hold what holds now.
      ctx.via === "undo" ? UNDOING : undefined,
    );
    for (const fault of faults) if (!isTold(change, fault)) change.issues.push(issueOf(ctx, object, fault));
  });
}

/** What comes back from the trash must be the only one too; the other rules left it alone when it went. */
async function refuseTaken(ctx: Context, object: CatalogueObject, changes: readonly Change[]): Promise<void> {
  for (const rule of object.definition.rules ?? []) {
    if (rule.kind !== "unique") continue;
    const proposals = changes
      .filter((change) => change.sound && change.kind !== "delete" && change.kind !== "purge")
      .map((change) => ({
        change,
        after: change.kind === "create" ? newRecord(ctx, change) : changedRecord(change),
        changed: (field: string) => isChanged(change, field),
      }));
    for (const change of await takenBy(ctx, object, rule, proposals))
      change.issues.push(issueOf(ctx, object, { rule, field: rule.fields[0]!, code: "issue.ruleTaken" }));
  }
}

const CHECKED: ReadonlySet<string> = new Set(["required", "valid", "readOnly", "moves", "choices"]);
const UNDOING: readonly Checked[] = ["standing"];

function isChanged(change: Change, name: string): boolean {
  const field = change.object.fields.get(name);
  return name in change.patch && field !== undefined && !sameValue(field, change.before?.[name], change.patch[name]);
}

const isTold = (change: Change, { field, code }: Fault): boolean =>
  change.issues.some((issue) => issue.path === field && issue.code === code);

const MEANING: Record<Fault["code"], string> = {
  "issue.required": "is needed",
  "issue.ruleValid": "does not go together with the rest of the record",
  "issue.ruleLocked": "cannot be changed as the record stands",
  "issue.ruleMove": "cannot become {to} from {from}",
  "issue.ruleBegin": "cannot begin as {to}",
  "issue.ruleTaken": "is the same as another's",
  "issue.ruleChoice": "{value} is not offered as the record stands: {options}",
  "issue.recordType": "{value} is no type that your role may give: {options}",
};

/** The administrator's words where there are any. A field that is hidden from who acts is not named. */
function issueOf(ctx: Context, object: CatalogueObject, { rule, field, code, params }: Fault): Issue {
  const known = object.fields.get(field);
  const path = known && fieldAccess(ctx.actor, object, known) !== "hidden" ? field : "";
  const plain = MEANING[code].replace(/\{(\w+)\}/g, (_whole, name: string) => params?.[name] ?? "");
  return { path, code, ...(params ? { params } : {}), ...wordsOf(ctx, rule, plain) };
}

/** In the workspace's language as long as nobody says in which they read. */
export function wordsOf(ctx: Context, { message }: BusinessRule, plain: string): Pick<Issue, "message" | "words"> {
  const said = message && (message[ctx.workspace.settings.language] ?? message["en"] ?? Object.values(message)[0]);
  return message && said ? { message: said, words: message } : { message: plain };
}
