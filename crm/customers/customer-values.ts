/** What a customer row shows of the company or the contact it stands for. */
import type { Change } from "#engine/records/change.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";

const inside = (value: Json, part: string): Json =>
  isObject(value) && typeof value[part] === "string" ? (value[part] as string) : null;
const first = (value: Json): Json => (Array.isArray(value) ? inside(value[0] ?? null, "value") : null);
const short = (value: Json): Json => (typeof value === "string" ? [...value].slice(0, 300).join("") : null);

/** Fields of a company or contact whose change the customer row follows. */
export const MIRRORED = ["name", "legalName", "number", "address", "emails", "phones", "owner", "team"];

/** The mirrored fields; the name falls back to whatever tells customers apart. */
export function customerValues(change: Change): JsonObject {
  const shared = {
    number: change.value("number"),
    country: inside(change.value("address"), "country"),
    owner: change.value("owner"),
    team: change.value("team"),
  };
  if (change.object.name === "company") {
    return {
      ...shared,
      kind: "company",
      company: change.id,
      name: short(change.value("name") ?? change.value("legalName") ?? shared.number),
    };
  }
  const name =
    inside(change.value("name"), "full") ??
    shared.number ??
    first(change.value("emails")) ??
    first(change.value("phones"));
  return { ...shared, kind: "contact", contact: change.id, name: short(name) };
}
