/** What a catalogue is once it stands: objects and fields joined up. Apart from what makes it, so that the screens need not load that. */
import type { Computed } from "./computed.ts";
import { InvalidInput, NotFound } from "./errors.ts";
import type { FieldDefinition, FieldType } from "./field.ts";
import type { ObjectDefinition } from "./object.ts";

/** `computed`: reckoned where it is read, and written by nobody. */
export type FieldSource = "own" | "owner" | "system" | "statistics" | "computed";

export interface CatalogueField {
  name: string;
  definition: FieldDefinition;
  type: FieldType;
  source: FieldSource;
  /** Name of the column without its suffixes: `nextTouchOn` → `next_touch_on`. */
  column: string;
  /** The object a relation, user or file points at. */
  target: string | undefined;
  /** How it is reckoned. `definition` and `type` are then those of what comes out. */
  computed?: Computed;
}

/** A relation seen from the other side: `orders` of a customer. */
export interface InverseRelation {
  name: string;
  object: string;
  field: string;
}

export interface CatalogueObject {
  name: string;
  definition: ObjectDefinition;
  plural: string;
  /** In URLs: `order-lines`. */
  path: string;
  table: string;
  statisticsTable: string | undefined;
  fields: Map<string, CatalogueField>;
  /** Fields that nobody sees any more, whose columns stay. */
  retired: Map<string, CatalogueField>;
  inverse: Map<string, InverseRelation>;
}

export class Catalogue {
  readonly objects: ReadonlyMap<string, CatalogueObject>;
  readonly version: string;
  /** The product's own, of which this one is a company's shape; what was said of it for rules and imports holds here too. */
  readonly base: Catalogue | undefined;
  readonly #byPath: Map<string, CatalogueObject>;

  constructor(objects: Map<string, CatalogueObject>, version: string, base?: Catalogue) {
    this.objects = objects;
    this.version = version;
    this.base = base;
    this.#byPath = new Map([...objects.values()].map((object) => [object.path, object]));
  }

  /** @throws NotFound where no object has that name. */
  object(name: string): CatalogueObject {
    const found = this.objects.get(name);
    if (!found) throw new NotFound(`There is no object "${name}"`);
    return found;
  }

  byPath(path: string): CatalogueObject | undefined {
    return this.#byPath.get(path);
  }

  /** The object that has this very field. */
  objectOf(field: CatalogueField): CatalogueObject {
    for (const object of this.objects.values()) if (object.fields.get(field.name) === field) return object;
    throw new Error(`${field.name} stands in no object`);
  }

  /** @throws InvalidInput naming `at` where the object has no such field. */
  field(object: CatalogueObject, name: string, at = name): CatalogueField {
    const found = object.fields.get(name);
    if (!found) throw new InvalidInput([{ path: at, message: `${object.name} has no field "${name}"` }]);
    return found;
  }
}

/** Is it made and changed by itself: neither the line of another record nor a row that rules keep? */
export const standsAlone = ({ definition }: Pick<CatalogueObject, "definition">): boolean =>
  definition.written !== "own" && !definition.childOf;

/** Of lines, the relation of each to the record that it belongs to. */
export function parentField(catalogue: Catalogue, lines: CatalogueObject): CatalogueField {
  const { object, field } = lines.definition.childOf!;
  const by = catalogue.object(object).fields.get(field)!.definition["by"] as string;
  return lines.fields.get(by)!;
}
