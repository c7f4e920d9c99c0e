/** What a transaction is to write and nobody waits for: gathered, and sent as few statements as its order allows. */
import { Sql, sql } from "#model/sql.ts";
import { compile, named, prepared, type Statement } from "./statement.ts";

/** A column with the type that its JSON value is read as. */
export interface Column {
  name: string;
  cast: string;
}

/** New rows of one table: objects with the columns as keys. */
export interface NewRows {
  into: string;
  columns: readonly Column[];
  rows: readonly object[];
  /** What stands behind the rows, such as `on conflict do nothing`. */
  ending?: Sql;
}

/** Rows, or a statement that changes rows. Of those written together none may need to see what another has done. */
export type Written = NewRows | Sql;

/** Says better what went wrong, where it can. */
export type Explain = (error: unknown) => unknown;

/** Above this many rows nothing is gained by gathering, and much memory is held. */
const MOST_ROWS = 50;
/** Plans of gathered statements are large. */
const MOST_KEPT = 200;

export const isMany = (written: Written): boolean => "into" in written && written.rows.length > MOST_ROWS;

export const recordset = (rows: readonly object[], columns: readonly Column[]): Sql =>
  sql`json_to_recordset(${JSON.stringify(rows)}::json) as r(${sql.join(columns.map((column) => sql`${sql.id(column.name)} ${sql.raw(column.cast)}`))})`;

/** The pieces around the rows, by the columns, which stay the same objects from write to write. */
const kept = new WeakMap<readonly Column[], Map<string, readonly string[]>>();

/** The statement that writes this alone. */
export function statementOf(written: Written): Sql {
  if (!("into" in written)) return written;
  const { into, columns, rows, ending } = written;
  let tables = kept.get(columns);
  if (!tables) kept.set(columns, (tables = new Map()));
  const name = `${into} ${ending?.pieces[0] ?? ""}`;
  let pieces = tables.get(name);
  if (!pieces) tables.set(name, (pieces = insertOf(into, columns, ending).pieces));
  return new Sql(pieces, [JSON.stringify(rows)]);
}

function insertOf(into: string, columns: readonly Column[], ending = sql``): Sql {
  if (ending.values.length > 0) throw new Error(`What ends the rows of ${into} has no values of its own`);
  const names = sql.join(columns.map((column) => sql.id(column.name)));
  return sql`insert into ${sql.id(into)} (${names}) select ${names} from ${recordset([], columns)} ${ending}`;
}

/** One statement to be: what is done to some records, each of which it changes once. */
interface Group {
  ids: Set<string>;
  inserts: Map<string, NewRows & { rows: object[] }>;
  changes: Sql[];
  explains: Set<Explain>;
}

/** A statement to send, and what its failure means. */
export interface Ready {
  statement: Statement;
  explain: Explain;
}

export class WriteSet {
  #groups: Group[] = [];

  /** What follows changes these records: a statement does not see its own changes, so none changes a record twice. */
  begin(ids: readonly string[], explain: Explain): void {
    let group = this.#last();
    if (group.ids.size + ids.length > MOST_ROWS || ids.some((id) => group.ids.has(id))) group = this.#fresh();
    for (const id of ids) group.ids.add(id);
    group.explains.add(explain);
  }

  /** What follows comes after what stands here already, of the same records too. */
  split(): void {
    const last = this.#groups.at(-1);
    if (last) this.#fresh(last.ids, last.explains);
  }

  add(written: Written): void {
    const group = this.#last();
    if (!("into" in written)) return void group.changes.push(written);
    const name = `${written.into} ${written.columns.length}`;
    const former = group.inserts.get(name);
    if (former) former.rows.push(...written.rows);
    else group.inserts.set(name, { ...written, rows: [...written.rows] });
  }

  /** Takes all, in order. */
  take(): Ready[] {
    const groups = this.#groups;
    if (groups.length === 0) return groups as [];
    this.#groups = [];
    return groups
      .filter((group) => group.inserts.size + group.changes.length > 0)
      .map((group) => ({
        statement: oneOf([...group.inserts.values(), ...group.changes].map(statementOf)),
        explain: (error) => [...group.explains].reduce((told, explain) => explain(told), error),
      }));
  }

  #last(): Group {
    return this.#groups.at(-1) ?? this.#fresh();
  }

  #fresh(ids: Iterable<string> = [], explains: Iterable<Explain> = []): Group {
    const group: Group = { ids: new Set(ids), inserts: new Map(), changes: [], explains: new Set(explains) };
    this.#groups.push(group);
    return group;
  }
}

const known = new Set<string>();

/** All but the last stand before it as common table expressions. */
function oneOf(parts: readonly Sql[]): Statement {
  if (parts.length === 1) return prepared(parts[0]!);
  const before = parts.slice(0, -1).map((part, place) => sql`${sql.raw(`w${place} as (`)}${part})`);
  const statement = compile(sql`with ${sql.join(before)} ${parts.at(-1)!}`);
  if (!known.has(statement.text)) {
    if (known.size >= MOST_KEPT) return statement;
    known.add(statement.text);
  }
  return named(statement);
}
