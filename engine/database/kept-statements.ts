/** The statements that PostgreSQL keeps prepared for a connection: those asked for lately, as many as there is room for. */
import type pg from "pg";
import type { Statement } from "./statement.ts";

/** Characters of their texts. PostgreSQL holds some hundred bytes for each, as trees and plans, on every connection. */
export const ROOM = 600_000;

interface Kept {
  /** Texts by name, the one unused for longest first. */
  texts: Map<string, string>;
  characters: number;
}

/** What the driver knows of the names that PostgreSQL has read, and that it is reading: others are sent with their text. */
interface Names {
  parsedStatements: Record<string, string>;
  submittedNamedStatements: Record<string, string>;
  close(what: { type: "S"; name: string }): void;
}

const connections = new WeakMap<pg.PoolClient, Kept>();

/** Say it before asking: where the statement has a name, others that were not asked for lately make room for it. */
export function makeRoom(client: pg.PoolClient, { name, text }: Statement): void {
  if (name === undefined) return;
  const kept = keptOf(client);
  if (!kept.texts.delete(name)) kept.characters += text.length;
  kept.texts.set(name, text);
  if (kept.characters > ROOM) letGo(client.connection as unknown as Names, kept, name);
}

function keptOf(client: pg.PoolClient): Kept {
  let kept = connections.get(client);
  if (!kept) connections.set(client, (kept = { texts: new Map(), characters: 0 }));
  return kept;
}

/** The word to let go travels ahead of what is asked next; what is asked for just now, or not answered yet, stays. */
function letGo(names: Names, kept: Kept, asked: string): void {
  for (const [name, text] of kept.texts) {
    if (kept.characters <= ROOM) return;
    if (name === asked || name in names.submittedNamedStatements) continue;
    if (name in names.parsedStatements) {
      names.close({ type: "S", name });
      delete names.parsedStatements[name];
    }
    kept.texts.delete(name);
    kept.characters -= text.length;
  }
}
