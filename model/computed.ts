/** Fields that are reckoned from others: what may be said of them, and what they are in the catalogue. */
import { z } from "zod";
import type { CatalogueField, CatalogueObject } from "./catalogue.ts";
import type { FieldDefinition, FieldType } from "./field.ts";
import { checkFormula, type Scope, type Typed } from "./formula/check.ts";
import { FUNCTIONS } from "./formula/functions.ts";
import { FormulaError, type FormulaFault, type Kind, type Span } from "./formula/kind.ts";
import { parseFormula } from "./formula/parse.ts";
import { outcomeOf, readRollUp, rollUpSettings, writtenOf, type RollUp } from "./rollup.ts";

/** A field reached from a record: over relations to one each, in order. */
export interface FieldPath {
  key: string;
  hops: readonly { object: CatalogueObject; field: CatalogueField }[];
  object: CatalogueObject;
  field: CatalogueField;
}

export interface Computed {
  by: "formula" | "lookup" | "rollUp";
  /** What it reads, itself; these may be computed too. */
  reads: readonly FieldPath[];
  /** Why it cannot be reckoned: it is always blank then. */
  fault?: FormulaFault;
  formula?: { tree: Typed<FieldPath>; decimals: number };
  lookup?: FieldPath;
  rollUp?: RollUp;
  /** Parts that it stands for, those of formulas it uses counted. */
  size: number;
  /** Does it depend on nothing but its own row, neither clock nor settings? */
  steady: boolean;
  /** Stands as a column that PostgreSQL reckons, so that an index can hold it. */
  generated: boolean;
}

/** Ways of reckoning a field, by the word in its definition, with what may be said of each beside words and marks. */
export const COMPUTED: Readonly<Record<string, Record<string, z.ZodType>>> = Object.freeze(
  Object.assign(Object.create(null) as Record<string, Record<string, z.ZodType>>, {
    formula: {
      expression: z.string().min(1),
      /** Of a number or an amount: so many decimals are kept. */
      decimals: z.int().min(0).max(12).optional(),
      /** A number that is a share of a hundred. */
      percent: z.boolean().optional(),
    },
    lookup: { path: z.string().min(1).max(200) },
    rollUp: rollUpSettings,
  }),
);

/** The options of all fields that say something of a computed one too. */
export const COMPUTED_OPTIONS: ReadonlySet<string> = new Set([
  "type",
  "label",
  "help",
  "column",
  "since",
  "index",
  "sensitive",
  "personal",
  "readOnly",
]);

export const isComputed = ({ type }: Pick<FieldDefinition, "type">): boolean => type in COMPUTED;

const DECIMALS = { number: 6, money: 2 };
const MAX_HOPS = 5;

/** Finds out what the computed fields of a catalogue are; where one cannot be reckoned, it says why and stays blank. */
export function resolveComputed(
  objects: ReadonlyMap<string, CatalogueObject>,
  types: Readonly<Record<string, FieldType>>,
): void {
  const resolver = new Resolver(objects, types);
  for (const object of objects.values())
    for (const field of object.fields.values()) if (field.source === "computed") resolver.resolve(object, field);
}

class Resolver {
  readonly #objects: ReadonlyMap<string, CatalogueObject>;
  readonly #types: Readonly<Record<string, FieldType>>;
  /** Those being resolved: one met again needs itself. */
  readonly #open: { object: CatalogueObject; field: CatalogueField }[] = [];
  readonly #settled = new Set<CatalogueField>();

  constructor(objects: ReadonlyMap<string, CatalogueObject>, types: Readonly<Record<string, FieldType>>) {
    this.#objects = objects;
    this.#types = types;
  }

  resolve(object: CatalogueObject, field: CatalogueField): void {
    if (this.#settled.has(field)) return;
    this.#open.push({ object, field });
    const said = object.definition.fields[field.name]!;
    try {
      if (said.type === "lookup") this.#lookup(object, field, said);
      else if (said.type === "rollUp") this.#rollUp(object, field, said);
      else this.#formula(object, field, said);
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      settle(field, said, this.#types["text"]!, {}, blank(said, error.fault));
    }
    this.#open.pop();
    this.#settled.add(field);
  }

  #formula(object: CatalogueObject, field: CatalogueField, said: FieldDefinition): void {
    const reads = new Map<string, FieldPath>();
    const scope: Scope<FieldPath> = {
      field: (path, span) => {
        const found = this.#reach(object, path, span);
        const kind = kindOf(found, span);
        reads.set(found.key, found);
        return { kind, field: found, size: found.field.computed?.size ?? 1 };
      },
    };
    const { tree, kind, size, moving } = checkFormula(parseFormula(said["expression"] as string), scope);
    const own = [...reads.values()].every(
      ({ hops, field: read }) => hops.length === 0 && read.source !== "statistics" && (read.computed?.steady ?? true),
    );
    const steady = own && !moving && !writesSettings(tree);
    const decimals = (said["decimals"] as number | undefined) ?? DECIMALS[kind as keyof typeof DECIMALS] ?? 0;
    const type = kind === "number" && said["percent"] === true ? "percent" : kind;
    settle(field, said, this.#types[type]!, kind === "number" ? { decimals } : {}, {
      by: "formula",
      reads: [...reads.values()],
      formula: { tree, decimals },
      size,
      steady,
      generated: steady && said.index === true,
    });
  }

  #lookup(object: CatalogueObject, field: CatalogueField, said: FieldDefinition): void {
    const path = (said["path"] as string).split(".");
    const span = { from: 0, to: (said["path"] as string).length };
    const found = this.#reach(object, path, span);
    if (found.hops.length === 0 || found.field.type.storage !== "columns")
      throw new FormulaError("formula.kindless", span, { name: said["path"] as string });
    settle(field, said, found.field.type, writtenOf(found.field.definition), {
      by: "lookup",
      reads: [found],
      lookup: found,
      size: found.field.computed?.size ?? 1,
      steady: false,
      generated: false,
    });
    field.target = found.field.target;
  }

  #rollUp(object: CatalogueObject, field: CatalogueField, said: FieldDefinition): void {
    const { rollUp, reads } = readRollUp(object, this.#objects, said);
    const { type, settings } = outcomeOf(rollUp, this.#types);
    settle(field, said, type, settings, { by: "rollUp", reads, rollUp, size: 1, steady: true, generated: false });
    if (said.index === true) field.definition.index = true;
  }

  #reach(from: CatalogueObject, path: readonly string[], span: Span): FieldPath {
    const hops: { object: CatalogueObject; field: CatalogueField }[] = [];
    let object = from;
    if (path.length > MAX_HOPS + 1) throw new FormulaError("formula.hops", span, { max: MAX_HOPS });
    for (const [place, name] of path.entries()) {
      const field = object.fields.get(name);
      if (!field || field.definition.secret)
        throw new FormulaError("formula.field", span, { object: object.name, name });
      if (field.source === "computed") this.#need(object, field, span);
      if (place === path.length - 1) return { key: path.join("."), hops, object, field };
      const target = field.target === undefined ? undefined : this.#objects.get(field.target);
      if (!target || field.type.storage !== "columns") throw new FormulaError("formula.hop", span, { name });
      hops.push({ object, field });
      object = target;
    }
    throw new FormulaError("formula.field", span, { object: object.name, name: "" });
  }

  /** Another computed field must be known before. */
  #need(object: CatalogueObject, field: CatalogueField, span: Span): void {
    const at = this.#open.findIndex((each) => each.field === field);
    if (at >= 0) {
      const path = [...this.#open.slice(at), { object, field }].map((each) => `${each.object.name}.${each.field.name}`);
      throw new FormulaError("formula.cycle", span, { path: path.join(" → ") });
    }
    this.resolve(object, field);
    const { fault } = field.computed!;
    if (fault?.code === "formula.cycle") throw new FormulaError(fault.code, span, fault.params);
    if (fault) throw new FormulaError("formula.broken", span, { name: field.name });
  }
}

function settle(
  field: CatalogueField,
  said: FieldDefinition,
  type: FieldType,
  settings: Record<string, unknown>,
  computed: Computed,
): void {
  const { label, help, column, index } = said;
  const marked = (mark: "sensitive" | "personal") =>
    said[mark] === true || computed.reads.some(({ field: read }) => read.definition[mark] === true);
  field.type = type;
  field.computed = computed;
  field.definition = {
    ...settings,
    type: type.name,
    readOnly: true,
    ...(label ? { label } : {}),
    ...(help ? { help } : {}),
    ...(column ? { column } : {}),
    ...(index && computed.generated ? { index } : {}),
    ...(marked("sensitive") ? { sensitive: true } : {}),
    ...(marked("personal") ? { personal: true } : {}),
  };
}

const blank = ({ type }: FieldDefinition, fault: FormulaFault): Computed => ({
  by: type as Computed["by"],
  reads: [],
  fault,
  size: 1,
  steady: false,
  generated: false,
});

function kindOf({ field, key }: FieldPath, span: Span): Kind {
  if (field.target !== undefined && field.type.storage === "columns")
    throw new FormulaError("formula.record", span, { name: key, example: `${key}.name` });
  const kind = field.type.formula;
  if (kind === undefined) throw new FormulaError("formula.kindless", span, { name: key });
  return kind;
}

/** The text of an instant hangs on how the session writes it, that of money on what the company reckons in. */
const writesSettings = (tree: Typed<FieldPath>): boolean =>
  tree.is === "call" &&
  ((tree.name === "text" && ["datetime", "money"].includes(tree.parts[0]!.kind)) || tree.parts.some(writesSettings));

/** Names that completion offers beside the fields. */
export const FORMULA_WORDS: readonly string[] = [
  "and",
  "or",
  "not",
  "true",
  "false",
  "blank",
  ...FUNCTIONS.map(({ name }) => name),
];

/** Every field that this one hangs on, through whatever is computed between: with the relations that lead there. */
export function* leaves(computed: Computed): Generator<{ object: CatalogueObject; field: CatalogueField }> {
  for (const { hops, object, field } of computed.reads) {
    yield* hops;
    yield { object, field };
  }
}
