/** Whose browser session is this? Answered from memory for 30 seconds, or until a session ends anywhere. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { sql } from "#model/sql.ts";
import type { Database } from "../database/database.ts";
import { Kept } from "./kept.ts";
import { IDENTITY_CHANNEL, type Notices } from "./notices.ts";

/** Someone who has signed in, whatever the workspace. */
export interface Account {
  id: string;
  name: string;
  email: string;
  sessionId: string;
}

interface Row {
  id: string;
  name: string;
  email: string;
  sessionId: string;
  expiresAt: Date;
}

export class Sessions {
  readonly #database: Database;
  readonly #secret: string;
  readonly #cookieName: string;
  readonly #kept: Kept<Account | null>;

  constructor(database: Database, options: { secret: string; cookieName: string; notices: Notices }) {
    this.#database = database;
    this.#secret = options.secret;
    this.#cookieName = options.cookieName;
    this.#kept = new Kept({ size: 10_000, ms: 30_000, trusted: () => options.notices.connected });
    options.notices.onNotice((channel) => {
      if (channel === IDENTITY_CHANNEL) this.#kept.clear();
    });
  }

  /** The account of the session in this `Cookie` header; null where there is none that holds. */
  async find(cookieHeader: string | undefined): Promise<Account | null> {
    const cookie = readCookie(cookieHeader, this.#cookieName);
    if (cookie === undefined) return null;
    const key = createHash("sha256").update(cookie).digest("base64");
    return this.#kept.get(key, () => this.#ask(cookie));
  }

  /** After a change made here, so that it acts before the notice comes round. */
  forget(): void {
    this.#kept.clear();
  }

  async #ask(cookie: string): Promise<Account | null> {
    const token = verifiedToken(cookie, this.#secret);
    if (token === undefined) return null;
    const [row] = await this.#database.within("auth").query(sql<Row>`
      select u.id, u.name, u.email, s.id as "sessionId", s."expiresAt" from "session" s join "user" u on u.id = s."userId"
      where s.token = ${token} and s."expiresAt" > now()`);
    return row ? { id: row.id, name: row.name, email: row.email, sessionId: row.sessionId } : null;
  }
}

/** The value of one cookie; undefined where it is missing or stands there twice. */
function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  const found = header
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`));
  return found.length === 1 ? found[0]!.slice(name.length + 1) : undefined;
}

/** The token before the dot, where the signature after it is ours. */
function verifiedToken(cookie: string, secret: string): string | undefined {
  let plain: string;
  try {
    plain = decodeURIComponent(cookie);
  } catch {
    return undefined;
  }
  const dot = plain.lastIndexOf(".");
  if (dot < 1) return undefined;
  const token = plain.slice(0, dot);
  const given = Buffer.from(plain.slice(dot + 1), "base64");
  const right = createHmac("sha256", secret).update(token).digest();
  return given.length === right.length && timingSafeEqual(given, right) ? token : undefined;
}
