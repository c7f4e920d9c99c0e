/** Pieces of SQL that join into statements: text with the values apart, so that no value is ever read as SQL. */

/** `R` is the shape of the rows that a whole statement gives. */
export class Sql<R = unknown> {
  /** The text around the values: always one piece more than there are values. */
  readonly pieces: readonly string[];
  readonly values: readonly unknown[];
  declare protected readonly row?: R;

  constructor(pieces: readonly string[], values: readonly unknown[]) {
    this.pieces = pieces;
    this.values = values;
  }
}

const NO_VALUES: readonly unknown[] = [];
const text = (piece: string): Sql<never> => new Sql<never>([piece], NO_VALUES);

/** Joins texts and parts: a part that is SQL becomes text, every other a value. */
function assemble<R>(texts: readonly string[], parts: readonly unknown[]): Sql<R> {
  const pieces: string[] = [];
  const values: unknown[] = [];
  let last = texts[0]!;
  for (let place = 0; place < parts.length; place += 1) {
    const part = parts[place];
    if (part instanceof Sql) {
      last += part.pieces[0]!;
      for (let index = 0; index < part.values.length; index += 1) {
        pieces.push(last);
        values.push(part.values[index]);
        last = part.pieces[index + 1]!;
      }
    } else {
      pieces.push(last);
      values.push(part);
      last = "";
    }
    last += texts[place + 1]!;
  }
  pieces.push(last);
  return new Sql<R>(pieces, values);
}

const names = new Map<string, Sql<never>>();
const paths = new Map<string, Sql<never>>();
const MOST = 10_000;

/** Kept, for the same few thousand names come again and again. */
function kept(known: Map<string, Sql<never>>, name: string, make: (name: string) => string): Sql<never> {
  const found = known.get(name);
  if (found) return found;
  const made = text(make(name));
  if (known.size < MOST) known.set(name, made);
  return made;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `` sql`select ${value}` `` */
export function sql<R = unknown>(texts: TemplateStringsArray, ...parts: readonly unknown[]): Sql<R> {
  return assemble<R>(texts, parts);
}

/** A name, quoted; several are joined by dots: schema and table. */
sql.id = (name: string, ...inner: readonly string[]): Sql<never> =>
  inner.length === 0 ? kept(names, name, quoted) : text([name, ...inner].map(quoted).join("."));

/** `alias.column`, each quoted. */
sql.ref = (name: string): Sql<never> => kept(paths, name, (path) => path.split(".").map(quoted).join("."));

/** An instant as JSON says it, `2026-11-23T09:15:00.000Z`. @param instant a column as `ref` takes it, or what gives one */
sql.instant = (instant: string | Sql): Sql<never> =>
  assemble<never>(
    ["to_char(", ` at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`],
    [typeof instant === "string" ? sql.ref(instant) : instant],
  );

/** Text of ours as it stands. Never what someone typed. */
sql.raw = (piece: string): Sql<never> => text(piece);

/** A value written into the text, for where PostgreSQL takes no parameter. */
sql.lit = (value: string | number | boolean | null): Sql<never> => {
  if (typeof value !== "string") return text(String(value));
  // With backslashes only the form with E means the same under every setting.
  const escaped = value.replaceAll("'", "''").replaceAll("\\", "\\\\");
  return text(value.includes("\\") ? ` E'${escaped}'` : `'${escaped}'`);
};

const COMMA = text(", ");

/** The parts in a row; those that are not SQL become values. */
sql.join = (parts: readonly unknown[], separator: Sql = COMMA): Sql<never> => {
  if (parts.length === 0) return text("");
  const texts = ["", ...Array.from<string>({ length: parts.length }).fill("")];
  if (separator.values.length > 0) throw new Error("A separator of SQL has no values");
  for (let place = 1; place < parts.length; place += 1) texts[place] = separator.pieces[0]!;
  return assemble<never>(texts, parts);
};

/** The text with its values numbered, as PostgreSQL takes it. */
export function numbered({ pieces }: Sql): string {
  let whole = pieces[0]!;
  for (let place = 1; place < pieces.length; place += 1) whole += `$${place}${pieces[place]!}`;
  return whole;
}
