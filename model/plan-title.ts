/** What a step of a configuration plan is called, in the words of the screens: "Companies · Everyone", "Deals · Required when: Reason". */
import { isObject, plainText, type Json, type JsonObject } from "./json.ts";
import { roleCalled } from "./product-roles.ts";
import { RECORD_TYPE } from "./record-type.ts";

/** What a title is made of: of all that files say of a thing only what names it. */
export const NAMING = ["object", "name", "kind", "fields", "label", "forRole", "forTeam", "forType"] as const;

export interface Titled {
  object: string;
  /** As files know it. */
  title: string;
  /** What names it (`NAMING`), roles as the company calls them; plans that were applied earlier have none. */
  about?: JsonObject;
}

/** The words of the reader. */
export interface TitleWords {
  say(key: string): string;
  /** Of several of an object. */
  objects(name: string): string;
  field(object: string, name: string): string;
  option(object: string, field: string, option: string): string;
  /** A role by its name, the product's in the reader's language. */
  role(name: string): string;
  /** What the company says by language. */
  own(label: Record<string, Json>): Json | undefined;
}

export function planTitle({ object, title, about = {} }: Titled, words: TitleWords): string {
  const text = (name: string): string => plainText(about[name] ?? null);
  if (object === "workspace") return words.say("settings.company");
  if (object === "role") return words.role(text("name") || roleCalled(title));
  const said = isObject(about["label"]) ? words.own(about["label"]) : undefined;
  const own = plainText(isObject(said) ? (said["many"] ?? null) : (said ?? null));
  const of = text("object");
  if (object === "customObject") return own || words.objects(title);
  if (of === "") return own || title;
  return [words.objects(of), ...partsOf(object, of, { ...about, own }, words)].join(" · ");
}

function partsOf(object: string, of: string, about: JsonObject, words: TitleWords): string[] {
  const text = (name: string): string => plainText(about[name] ?? null);
  if (object === "customField") return [text("own") || words.field(of, text("name"))];
  if (object === "pageLayout") {
    const role = text("forRole");
    const whose = text("forTeam") || (role === "" ? words.say("layouts.everyone") : words.role(role));
    return [whose, ...(text("forType") ? [words.option(of, RECORD_TYPE, text("forType"))] : [])];
  }
  if (object === "businessRule" && Array.isArray(about["fields"])) {
    const fields = about["fields"].map((name) => words.field(of, plainText(name))).join(", ");
    return [[words.say(`businessRule.kind.${text("kind")}`), fields].filter((part) => part !== "").join(": ")];
  }
  return [text("own") || text("name")];
}
