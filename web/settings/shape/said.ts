/** What a form says of a field beside its type and words, as a definition says it. */
import { optionValue } from "./option-value.ts";
import type { Option } from "./OptionRow.tsx";
import { hasOptions, isOfKinds, settingsOf } from "./kinds.ts";
import type { FieldSettings } from "./shape.queries.ts";

export const asOptions = (settings: FieldSettings): Option[] =>
  ((settings.options ?? []) as (string | Option)[]).map((option) =>
    typeof option === "string" ? { value: option } : option,
  );

/** Without what only another kind is told. */
const keptFor = (type: string, settings: FieldSettings): FieldSettings =>
  Object.fromEntries(
    Object.entries(settings).filter(
      ([name, said]) =>
        said !== undefined && name !== "options" && (!isOfKinds(name) || settingsOf(type).includes(name)),
    ),
  );

/** Values that stand, as the words of options. */
export function optionsOf(texts: readonly string[], language: string): Option[] {
  const options: Option[] = [];
  for (const text of texts) {
    const taken = options.map((option) => option.value);
    const value = optionValue(text, taken) || optionValue("value", taken);
    options.push({ value, label: { [language]: text } });
  }
  return options;
}

/** What the definition says beside its type and words. */
export function saidOf(type: string, settings: FieldSettings, options: readonly Option[]): FieldSettings {
  const told = options.flatMap(({ value, label, color }) =>
    value === "" ? [] : [{ value, ...(label ? { label } : {}), ...(color ? { color } : {}) }],
  );
  return {
    ...(type === "rollUp" ? { aggregate: "count" } : {}),
    ...keptFor(type, settings),
    ...(hasOptions(type) ? { options: told } : {}),
  };
}
