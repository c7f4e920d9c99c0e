/** What a plan calls what it is about: also what is only coming, of which the plan itself says the words. */
import { isObject, plainText, type Json } from "#model/json.ts";
import { isCustomName } from "#model/naming.ts";
import { fieldOf, objectByName, useMeta } from "#web/api/meta.ts";
import { useLanguage, type Language } from "#web/language/language.ts";
import { inLanguage } from "#web/language/own-words.ts";
import { useWords } from "#web/records/words.ts";
import type { Planned } from "./configuration.queries.ts";

/** The words of an object, or of a field of it. */
export type Named = (object: string, field?: string) => string;

export function useNamed(plan: readonly Planned[]): Named {
  const { language } = useLanguage();
  const words = useWords();
  const meta = useMeta();
  return (name, field) => {
    const object = objectByName(meta, name);
    const its = field === undefined ? undefined : object && fieldOf(object, field);
    if (its) return words.field(name, its);
    if (field === undefined && (object || !isCustomName(name))) return words.many(object ?? name);
    if (field !== undefined && !isCustomName(field)) return words.field(name, field);
    const title = field === undefined ? name : `${name} ${field}`;
    const coming = plan.find((step) => step.step === "create" && step.title === title);
    return (coming && wordIn(coming.changes, language, "many")) ?? field ?? name;
  };
}

/** What is made may say how people will call it. */
export function wordIn(
  changes: Planned["changes"],
  language: Language,
  which: "one" | "many" = "one",
): string | undefined {
  const label = changes.find(({ field }) => field === "label")?.to;
  if (!isObject(label)) return undefined;
  const said = inLanguage(label as Record<string, Json>, language);
  return plainText(isObject(said) ? (said[which] as Json) : (said ?? null)) || undefined;
}
