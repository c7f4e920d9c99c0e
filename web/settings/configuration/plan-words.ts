/** What a plan calls what it is about: also what is only coming, of which the plan itself says the words. */
import { isObject, plainText, type Json } from "#model/json.ts";
import { isCustomName } from "#model/naming.ts";
import type { TitleWords } from "#model/plan-title.ts";
import { fieldOf, objectByName, useMeta } from "#web/api/meta.ts";
import { useLanguage, useTranslation, type Language } from "#web/language/language.ts";
import { inLanguage } from "#web/language/own-words.ts";
import { useRoleName } from "#web/records/role-words.ts";
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
    const coming = plan.find((step) => step.title === title && (field === undefined || step.object === "customField"));
    return (coming && wordIn(coming, language)) ?? field ?? name;
  };
}

/** The same for titles of steps. */
export function useTitleWords(named: Named): TitleWords {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const role = useRoleName();
  const words = useWords();
  return {
    say: (key) => t(key),
    objects: (name) => named(name),
    field: (object, name) => named(object, name),
    option: (object, field, option) => words.option(object, field, option),
    role,
    own: (label) => inLanguage(label, language),
  };
}

/** What is made or brought back may say how people will call it. */
function wordIn({ about, changes }: Planned, language: Language): string | undefined {
  const label = about?.["label"] ?? changes.find(({ field }) => field === "label")?.to;
  if (!isObject(label)) return undefined;
  const said = inLanguage(label as Record<string, Json>, language);
  return plainText(isObject(said) ? (said["many"] as Json) : (said ?? null)) || undefined;
}
