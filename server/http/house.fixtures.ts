/** A whole server on a fresh database, spoken to without a network, with people who are signed in. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { InjectOptions } from "fastify";
import { sql } from "#model/sql.ts";
import { putAccount } from "#engine/identity/accounts.ts";
import { createApiKey } from "#engine/identity/api-keys.ts";
import { create } from "#engine/records/records.ts";
import type { Context } from "#engine/context.ts";
import { testDatabase } from "#test/harness/database.ts";
import { TEST_WORKSPACE } from "#test/harness/template.ts";
import { assemble, type ServerOptions } from "../assemble.ts";

export const PASSWORD = "correct horse battery";
const ORIGIN = "http://localhost:3000";

export interface Answered {
  status: number;
  // What a test looks at is what it expects to be there.
  body: ReturnType<typeof JSON.parse>;
  text: string;
  headers: Record<string, string | string[] | undefined>;
}

/** Speaks as one caller. */
export type Speak = (
  method: string,
  url: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answered>;

export async function testHouse(t: { after(hook: () => Promise<void>): void }, options: Partial<ServerOptions> = {}) {
  const database = await testDatabase();
  const dataFolder = await mkdtemp(path.join(tmpdir(), "raabta-house-"));
  const house = await assemble({
    connection: database.config,
    dataFolder,
    secret: "s".repeat(40),
    host: "127.0.0.1",
    port: 3000,
    logLevel: process.env["LOG_LEVEL"] ?? "silent",
    rateLimit: 0,
    ...options,
  });
  t.after(async () => {
    await house.close();
    await database.close();
    await rm(dataFolder, { recursive: true, force: true });
  });
  const speak =
    (own: Record<string, string>): Speak =>
    async (method, url, body, headers = {}) => {
      const isText = typeof body === "string";
      const given: InjectOptions = {
        method: method as "GET",
        url,
        headers: {
          host: "localhost:3000",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...own,
          ...headers,
        },
      };
      if (body !== undefined) given.payload = isText ? body : JSON.stringify(body);
      const response = await house.app.inject(given);
      const json = /json/.test(String(response.headers["content-type"] ?? ""));
      return {
        status: response.statusCode,
        body: json && response.payload ? JSON.parse(response.payload) : null,
        text: response.payload,
        headers: response.headers as Answered["headers"],
      };
    };
  const workspace = await house.engine.workspaces.get(TEST_WORKSPACE).catch(() => undefined);
  const ctx = workspace && house.engine.systemContext(workspace);
  let people = 0;
  /** A person with a starter role, signed in with a browser. */
  const person = async (
    roleKey: string,
    teams: string[] = [],
  ): Promise<{ id: string; email: string; speak: Speak; cookie: string }> => {
    people += 1;
    const email = `${roleKey.toLowerCase()}${people}@example.com`;
    const authId = await putAccount(house.identity.auth, { name: `${roleKey} ${people}`, email, password: PASSWORD });
    const { id } = await create(ctx!, "user", {
      name: `${roleKey} ${people}`,
      email,
      authId,
      role: await roleId(ctx!, roleKey),
      teams,
    });
    const cookie = await signIn(email);
    return { id, email, cookie, speak: speak({ cookie, origin: ORIGIN, "raabta-workspace": TEST_WORKSPACE }) };
  };
  const signIn = async (email: string, password = PASSWORD): Promise<string> => {
    const answered = await speak({ origin: ORIGIN })("POST", "/api/auth/sign-in/email", { email, password });
    return cookieOf(answered);
  };
  const key = async (roleKey: string): Promise<{ id: string; key: string; speak: Speak }> => {
    const made = await createApiKey(ctx!, { name: `key of ${roleKey}`, role: roleKey });
    return { ...made, speak: speak({ authorization: `Bearer ${made.key}` }) };
  };
  return { house, database, ctx: ctx!, stranger: speak({}), speak, person, key, signIn };
}

export function cookieOf(answered: Answered): string {
  const cookies = [answered.headers["set-cookie"] ?? []].flat();
  return cookies.map((cookie) => cookie.split(";")[0]!).join("; ");
}

export async function roleId(ctx: Context, key: string): Promise<string> {
  const [role] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = ${key}`);
  return role!.id;
}
