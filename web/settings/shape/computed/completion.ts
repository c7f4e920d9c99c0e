/** What can stand at the cursor of a formula: fields of the object, fields behind a relation, functions. */
import { FUNCTIONS, type Param } from "#model/formula/functions.ts";
import { fieldTypes } from "#fields/index.ts";
import { fieldOf, objectByName, type Meta, type MetaField, type MetaObject } from "#web/api/meta.ts";
import type { Words } from "#web/records/words.ts";

export interface Offer {
  /** What is put in instead of what was typed of it. */
  text: string;
  /** Behind which sign of the text the cursor then stands, counted from its end. */
  back: number;
  label: string;
  detail: string;
}

const TYPED = /[A-Za-z_][A-Za-z0-9_.]*$/;
const MOST = 8;

/** What has been typed of a name before the cursor. */
export const typedBefore = (text: string, cursor: number): string => TYPED.exec(text.slice(0, cursor))?.[0] ?? "";

/** Can formulas reckon with it, or lead over it? */
const reckoned = (field: MetaField): boolean =>
  field.storage === "columns" && fieldTypes[field.type]?.formula !== undefined;
const leads = (field: MetaField): boolean => field.storage === "columns" && field.target !== undefined;

/** The object at the end of a path of relations; undefined where one of them is none. */
function objectAt(meta: Meta, from: MetaObject, path: readonly string[]): MetaObject | undefined {
  let object: MetaObject | undefined = from;
  for (const name of path) {
    const target: string | undefined = object && fieldOf(object, name)?.target;
    object = target === undefined ? undefined : objectByName(meta, target);
  }
  return object;
}

export function offersFor(meta: Meta, words: Words, object: MetaObject, typed: string): Offer[] {
  const path = typed.split(".");
  const begun = path.pop()!.toLowerCase();
  const at = objectAt(meta, object, path);
  const before = path.map((name) => `${name}.`).join("");
  const fields = (at?.fields ?? [])
    .filter((field) => reckoned(field) || leads(field))
    .map((field) => ({ field, said: words.field(at!.name, field) }))
    .filter(({ field, said }) => field.name.toLowerCase().includes(begun) || said.toLowerCase().includes(begun))
    .sort((a, b) => place(a.field.name, begun) - place(b.field.name, begun))
    .map(({ field, said }) => ({
      text: `${before}${field.name}${leads(field) ? "." : ""}`,
      back: 0,
      label: said,
      detail: `${before}${field.name}`,
    }));
  const functions =
    path.length > 0 || begun === ""
      ? []
      : FUNCTIONS.filter(({ name }) => name.toLowerCase().startsWith(begun)).map(({ name, params }) => ({
          text: `${name}()`,
          back: params.length > 0 ? 1 : 0,
          label: `${name}(${params.map(paramText).join(", ")})`,
          detail: "",
        }));
  return [...functions, ...fields].slice(0, MOST);
}

/** What begins so comes first. */
const place = (name: string, begun: string): number =>
  name.toLowerCase().replace(/^x_/, "").startsWith(begun) ? 0 : 1;

function paramText(param: Param): string {
  if (param === "any" || param === "same") return "…";
  return "min" in param ? "0" : param.join(" | ");
}

/** Paths over one relation that a lookup can show. */
export function lookupChoices(meta: Meta, words: Words, object: MetaObject): { value: string; label: string }[] {
  return object.fields.filter(leads).flatMap((relation) => {
    const target = objectByName(meta, relation.target!);
    return (target?.fields ?? [])
      .filter((field) => field.storage === "columns")
      .map((field) => ({
        value: `${relation.name}.${field.name}`,
        label: `${words.field(object.name, relation)} › ${words.field(target!.name, field)}`,
      }));
  });
}
