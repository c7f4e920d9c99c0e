/** Accounts, passwords and browser sessions: better-auth in the schema `auth`, loaded only when it is first needed. */
import pg from "pg";

export interface AuthOptions {
  connection: pg.PoolConfig;
  secret: string;
  /** Where people reach us; decides whether cookies are bound to https. */
  publicUrl: string;
  /** Hands a reset link over; undefined where no mail can be sent. */
  sendReset: ((to: { email: string; name: string; token: string }) => Promise<void>) | undefined;
}

const DAY = 86_400;
export const PASSWORD_LENGTH = { min: 8, max: 128 };
/** OWASP's first choice for argon2id: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MAX_CONNECTIONS = 4;

export type AuthInstance = Awaited<ReturnType<typeof load>>;

export class Auth {
  readonly #options: AuthOptions;
  readonly #pool: pg.Pool;
  #instance: Promise<AuthInstance> | undefined;

  constructor(options: AuthOptions) {
    this.#options = options;
    this.#pool = new pg.Pool({
      ...options.connection,
      options: "-c search_path=auth",
      max: MAX_CONNECTIONS,
      idleTimeoutMillis: 10_000,
      allowExitOnIdle: true,
    });
    // A broken idle connection is replaced by the pool; the next question reports what is wrong.
    this.#pool.on("error", () => undefined);
  }

  /** Name of the cookie that holds a session. `__Host-` binds it to this host and https. */
  get cookieName(): string {
    return `${this.#secure ? "__Host-" : ""}raabta.session`;
  }

  instance(): Promise<AuthInstance> {
    this.#instance ??= load(this.#pool, this.#options, this.cookieName, this.#secure);
    return this.#instance;
  }

  /** Makes or brings up to date the tables in `auth`. Cheap where the version matches. */
  async migrate(): Promise<void> {
    const { migrateAuth } = await import("./auth-schema.ts");
    await migrateAuth(this.#pool, () => this.instance());
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  get #secure(): boolean {
    return this.#options.publicUrl.startsWith("https:");
  }
}

async function load(pool: pg.Pool, options: AuthOptions, cookieName: string, secure: boolean) {
  const [{ betterAuth }, { hash, verify }] = await Promise.all([import("better-auth"), import("@node-rs/argon2")]);
  const attributes = { secure, httpOnly: true, sameSite: "lax" as const, path: "/" };
  return betterAuth({
    appName: "Raabta",
    baseURL: options.publicUrl,
    basePath: "/api/auth",
    secret: options.secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    // The doorstep checks origins and counts attempts for every route, these included.
    rateLimit: { enabled: false },
    session: { expiresIn: 7 * DAY, updateAge: DAY, freshAge: 0 },
    advanced: {
      database: { generateId: "uuid" },
      useSecureCookies: false,
      disableCSRFCheck: true,
      disableOriginCheck: true,
      cookies: {
        session_token: { name: cookieName, attributes },
        dont_remember: { name: `${cookieName}.brief`, attributes },
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3600,
      password: {
        hash: (password) => hash(password, COST),
        verify: (stored) => verify(stored.hash, stored.password),
      },
      ...(options.sendReset
        ? {
            sendResetPassword: ({ user, token }: { user: { email: string; name: string }; token: string }) =>
              options.sendReset!({ email: user.email, name: user.name, token }),
          }
        : {}),
    },
  });
}
