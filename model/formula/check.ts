/** Gives every part of a formula its kind, and refuses what does not go together at its place. */
import { functionOf, type FormulaFunction, type Param } from "./functions.ts";
import { FormulaError, type Kind, type Span } from "./kind.ts";
import { MAX_PARTS, type Node } from "./parse.ts";

/** `F` is what the scope says of a field. Decimals are text, days `YYYY-MM-DD`. */
export type Typed<F> =
  | { is: "value"; kind: Kind; value: string | boolean | null }
  | { is: "field"; kind: Kind; field: F }
  | { is: "call"; name: string; kind: Kind; parts: Typed<F>[] };

/** What a formula knows around it. */
export interface Scope<F> {
  /** @throws FormulaError where there is no such field. `size`: how many parts it stands for. */
  field(path: readonly string[], span: Span): { kind: Kind; field: F; size: number };
}

export interface Checked<F> {
  tree: Typed<F>;
  kind: Kind;
  size: number;
  /** Does its value change with the clock or the settings of the workspace? */
  moving: boolean;
}

/** A part whose kind its neighbours decide has none yet. */
type Part<F> = Span & { typed: Typed<F>; open: boolean };

const DAY = /^\d{4}-\d\d-\d\d$/;

export function checkFormula<F>(node: Node, scope: Scope<F>): Checked<F> {
  const checker = new Checker(scope);
  const { typed, open } = checker.part(node);
  if (open) throw new FormulaError("formula.blank", node);
  return { tree: typed, kind: typed.kind, size: checker.size, moving: checker.moving };
}

class Checker<F> {
  size = 0;
  moving = false;
  readonly #scope: Scope<F>;

  constructor(scope: Scope<F>) {
    this.#scope = scope;
  }

  part(node: Node): Part<F> {
    this.#grow(1, node);
    const { from, to } = node;
    const closed = (typed: Typed<F>): Part<F> => ({ typed, open: false, from, to });
    switch (node.is) {
      case "number":
      case "text":
        return closed({ is: "value", kind: node.is, value: node.text === "" ? null : node.text });
      case "truth":
        return closed({ is: "value", kind: "boolean", value: node.value });
      case "blank":
        return { typed: { is: "value", kind: "text", value: null }, open: true, from, to };
      case "path": {
        const { kind, field, size } = this.#scope.field(node.path, node);
        this.#grow(size - 1, node);
        return closed({ is: "field", kind, field });
      }
      case "call":
        return { ...this.#call(node), from, to };
    }
  }

  #grow(by: number, span: Span): void {
    this.size += by;
    if (this.size > MAX_PARTS) throw new FormulaError("formula.long", span, { max: MAX_PARTS });
  }

  #call(node: Node & { is: "call" }): { typed: Typed<F>; open: boolean } {
    const { name } = node;
    if (name === "date" && node.parts.length === 1 && node.parts[0]!.is === "text") return done(dayWritten(node));
    const parts = node.parts.map((each) => this.part(each));
    if (node.sign && name === "join") return done(call("join", "text", parts.map(asText)));
    if (node.sign && RECKONED.has(name)) return done(this.#reckon(name, parts as [Part<F>, Part<F>], node));
    const known = functionOf(name, !node.sign);
    if (!known) throw new FormulaError("formula.function", node.named, { name });
    if (node.sign && (name === "eq" || name === "ne") && parts.some(({ open }) => open))
      return done(blankness(name, parts));
    return this.#apply(known, parts, node);
  }

  #apply(known: FormulaFunction, parts: Part<F>[], node: Node & { is: "call" }): { typed: Typed<F>; open: boolean } {
    checkCount(known, parts.length, node.named);
    if (known.moving) this.moving = true;
    const params = parts.map((_, at): Param => known.params[Math.min(at, known.params.length - 1)]!);
    const same = parts.filter((_, at) => params[at] === "same");
    const unified = same.length > 0 ? this.#unify(same, known.of) : undefined;
    const typed = parts.map((each, at) => {
      const param = params[at]!;
      if (param === "same") return this.#as(each, unified ?? "text");
      if (param === "any") return known.name === "text" || known.name === "concat" ? asText(each) : each.typed;
      return "min" in param ? whole(each, param) : this.#fit(each, param);
    });
    const gives = known.gives === "same" ? (unified ?? "text") : known.gives === "first" ? typed[0]!.kind : known.gives;
    if (known.name === "text") return done(typed[0]!);
    return { typed: call(known.name, gives, typed), open: known.gives === "same" && unified === undefined };
  }

  /** The one kind of all of them; undefined where all are blank. A number beside money is money. */
  #unify(parts: readonly Part<F>[], of?: readonly Kind[]): Kind | undefined {
    let kind: Kind | undefined;
    for (const part of parts) {
      if (part.open) continue;
      const own = part.typed.kind;
      if (of && !of.includes(own)) throw kindFault(part, of);
      if (kind === undefined || kind === own) kind = own;
      else if (isAmount(kind) && isAmount(own)) kind = "money";
      else throw new FormulaError("formula.apart", part, { one: kind, other: own });
    }
    return kind;
  }

  #as(part: Part<F>, kind: Kind): Typed<F> {
    if (part.open) return { ...part.typed, kind };
    if (kind === "money" && part.typed.kind === "number") return this.#asMoney(part.typed);
    return part.typed;
  }

  #asMoney(typed: Typed<F>): Typed<F> {
    this.moving = true;
    return call("money", "money", [typed]);
  }

  #fit(part: Part<F>, kinds: readonly Kind[]): Typed<F> {
    const { typed, open } = part;
    if (open) return { ...typed, kind: kinds[0]! };
    if (kinds.includes(typed.kind)) return typed;
    if (kinds.includes("date") && typed.kind === "datetime") {
      this.moving = true;
      return call("date", "date", [typed]);
    }
    throw kindFault(part, kinds);
  }

  /** Numbers and money with each other, days with numbers of days. */
  #reckon(name: string, [left, right]: [Part<F>, Part<F>], span: Span): Typed<F> {
    const [one, other] = [left.open ? undefined : left.typed.kind, right.open ? undefined : right.typed.kind];
    if (name === "add" && (one === "text" || other === "text"))
      throw new FormulaError("formula.join", one === "text" ? left : right);
    if (name === "add" && one === "date" && other !== "date")
      return call("addDays", "date", [left.typed, this.#fit(right, ["number"])]);
    if (name === "add" && other === "date" && one !== "date")
      return call("addDays", "date", [right.typed, this.#fit(left, ["number"])]);
    if (name === "sub" && one === "date" && (other === "date" || other === "datetime"))
      return call("daysBetween", "number", [this.#fit(right, ["date"]), left.typed]);
    if (name === "sub" && one === "date")
      return call("addDays", "date", [left.typed, call("neg", "number", [this.#fit(right, ["number"])])]);
    const [a, b] = [this.#fit(left, ["number", "money"]), this.#fit(right, ["number", "money"])];
    if (name === "mul" && a.kind === "money" && b.kind === "money")
      throw new FormulaError("formula.apart", span, { one: "money", other: "money" });
    if (name === "mul") return b.kind === "money" ? call("mul", "money", [b, a]) : call("mul", a.kind, [a, b]);
    if (name === "div") {
      if (b.kind !== "money") return call("div", a.kind, [a, b]);
      return call("div", "number", [a.kind === "money" ? a : this.#asMoney(a), b]);
    }
    const kind = a.kind === "money" || b.kind === "money" ? "money" : "number";
    return call(name, kind, [
      this.#as({ ...left, typed: a, open: false }, kind),
      this.#as({ ...right, typed: b, open: false }, kind),
    ]);
  }
}

const RECKONED: ReadonlySet<string> = new Set(["add", "sub", "mul", "div"]);
const isAmount = (kind: Kind): boolean => kind === "number" || kind === "money";
const done = <F>(typed: Typed<F>): { typed: Typed<F>; open: boolean } => ({ typed, open: false });
const call = <F>(name: string, kind: Kind, parts: Typed<F>[]): Typed<F> => ({ is: "call", name, kind, parts });

const asText = <F>({ typed }: Part<F>): Typed<F> => (typed.kind === "text" ? typed : call("text", "text", [typed]));

/** `x = blank` asks whether it is blank. */
function blankness<F>(name: string, parts: readonly Part<F>[]): Typed<F> {
  const asked = parts.find(({ open }) => !open) ?? parts[0]!;
  const blank = call("isBlank", "boolean", [asked.typed]);
  return name === "eq" ? blank : call("not", "boolean", [blank]);
}

const kindFault = (part: Part<unknown>, kinds: readonly Kind[]): FormulaError =>
  new FormulaError("formula.kind", part, { is: part.typed.kind, wanted: kinds.join(", ") });

function checkCount(known: FormulaFunction, count: number, span: Span): void {
  const most = known.more ? Infinity : known.params.length;
  const least = known.more ? 1 : known.params.length - (known.optional ?? 0);
  if (count >= least && count <= most) return;
  const said = known.more ? `${least}+` : least === most ? `${most}` : `${least}–${most}`;
  throw new FormulaError("formula.count", span, { name: known.name, count: said });
}

function whole<F>(part: Part<F>, { min, max }: { min: number; max: number }): Typed<F> {
  const { typed } = part;
  const said = typed.is === "value" && typed.kind === "number" && !part.open ? Number(typed.value) : NaN;
  if (!Number.isInteger(said) || said < min || said > max) throw new FormulaError("formula.whole", part, { min, max });
  return typed;
}

function dayWritten<F>(node: Node & { is: "call" }): Typed<F> {
  const [written] = node.parts;
  const day = written?.is === "text" ? written.text.trim() : "";
  const at = DAY.test(day) && day >= "0001" ? new Date(`${day}T00:00:00Z`) : undefined;
  if (!at || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day)
    throw new FormulaError("formula.day", written ?? node);
  return { is: "value", kind: "date", value: day };
}
