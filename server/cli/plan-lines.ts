/** What a plan of configuration files changes, as lines for people: rights in the words of the screen of rights, all else field by field. */
import { wordOfField, wordsOf } from "#engine/screen-words.ts";
import type { Planned } from "#engine/workspace/configuration/plan.ts";
import type { Catalogue } from "#model/catalogue.ts";
import { isObject, plainText, type Json } from "#model/json.ts";
import { planTitle, type TitleWords } from "#model/plan-title.ts";
import { rightsChanges, type RightsChange } from "#model/rights-changes.ts";
import { rightsSchema, STANDARD, type Scope } from "#model/rights.ts";

const SIGN = { create: "+", change: "~", restore: "^", retire: "-" } as const;
const INDENT = "    ";
const LONGEST = 120;

export async function planLines(plan: readonly Planned[], catalogue: Catalogue): Promise<string[]> {
  const words = new English(catalogue, plan, await wordsOf("en"));
  return plan.map((step) => [head(step, words), ...(step.step === "change" ? changed(step, words) : [])].join("\n"));
}

function head(planned: Planned, words: English): string {
  const { step, object, loses, begins } = planned;
  const losing =
    loses === null || loses === 0
      ? ""
      : `  (${loses} records have a value: it goes out of sight, and comes back with it)`;
  const state = begins === undefined ? "" : `  (begins ${begins ? "on" : "off"} unless --active says otherwise)`;
  const what =
    object === "workspace"
      ? planTitle(planned, words)
      : `${words.say(`object.${object}`)}: ${planTitle(planned, words)}`;
  return `${SIGN[step]} ${step} ${what}${losing}${state}`;
}

function changed({ object, changes }: Planned, words: English): string[] {
  return changes.flatMap(({ field, from, to }) => {
    const [former, next] = [rightsSchema.safeParse(from), rightsSchema.safeParse(to)];
    if (object !== "role" || field !== "rights" || !former.success || !next.success)
      return [`${INDENT}${field}: ${shown(from)} -> ${shown(to)}`];
    const { objects, capabilities } = rightsChanges(former.data, next.data);
    return [
      ...objects.flatMap((each) => each.changes.map((change) => rightLine(each.object, change, words))),
      ...capabilities.map(({ capability, to: has }) => {
        const said = `${words.say("settings.capabilities")}: ${words.say(`settings.capability.${capability}`)}`;
        return `${INDENT}${said}: ${has ? "no -> yes" : "yes -> no"}`;
      }),
    ];
  });
}

function rightLine(object: string, change: RightsChange, words: English): string {
  const of = `${INDENT}${object === STANDARD ? words.say("settings.allOthers") : words.objects(object)}`;
  if (change.kind === "follows")
    return `${of}: ${words.say(change.to ? "settings.followStandard" : "configuration.ownRights")}`;
  if (change.kind === "field") {
    const [from, to] = [words.say(`settings.access.${change.from}`), words.say(`settings.access.${change.to}`)];
    return `${of}: ${words.field(object, change.field)}: ${from} -> ${to}`;
  }
  const right = words.say(`settings.right.${change.right}`);
  return `${of}: ${right}: ${allowed(change.from, words)} -> ${allowed(change.to, words)}`;
}

function allowed(scope: Scope | boolean, words: English): string {
  if (typeof scope === "boolean") return scope ? "yes" : "no";
  if (typeof scope === "string") return words.say(`settings.scope.${scope}`);
  return `${words.say("settings.scope.filter")} ${shown(scope.filter)}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

/** The English words of the screens; of what a company made itself its own English ones, or the name that programs know. */
class English implements TitleWords {
  readonly #catalogue: Catalogue;
  readonly #plan: readonly Planned[];
  readonly #words: Record<string, string>;

  /** @param plan what is only coming says its words in it */
  constructor(catalogue: Catalogue, plan: readonly Planned[], words: Record<string, string>) {
    this.#catalogue = catalogue;
    this.#plan = plan;
    this.#words = words;
  }

  say(key: string): string {
    return this.#words[key] ?? key;
  }

  objects(name: string): string {
    const own = this.#catalogue.objects.get(name)?.definition.label?.["en"]?.many ?? this.#coming("customObject", name);
    return own ?? this.#words[`object.${name}.plural`] ?? name;
  }

  role(name: string): string {
    return name;
  }

  own(label: Record<string, Json>): Json | undefined {
    return label["en"] ?? Object.values(label)[0];
  }

  option(object: string, field: string, option: string): string {
    const definition = this.#catalogue.objects.get(object)?.fields.get(field)?.definition;
    const options = (definition?.["options"] ?? []) as (string | { value: string; label?: Record<string, string> })[];
    const found = options.find((each) => typeof each !== "string" && each.value === option);
    const label = typeof found === "object" ? found.label : undefined;
    return label?.["en"] ?? this.#words[`${object}.${field}.${option}`] ?? option;
  }

  #coming(object: string, title: string): string | undefined {
    const step = this.#plan.find((each) => each.object === object && each.title === title);
    const label = step?.about?.["label"];
    const said = isObject(label) ? this.own(label) : undefined;
    return plainText(isObject(said) ? (said["many"] ?? null) : (said ?? null)) || undefined;
  }

  field(object: string, name: string): string {
    const own = this.#catalogue.objects.get(object)?.fields.get(name)?.definition.label;
    const coming = own ? undefined : this.#coming("customField", `${object} ${name}`);
    return coming ?? wordOfField(this.#words, "en", object, name, own);
  }
}
