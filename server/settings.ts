/** Reads the environment, checks it, and names what is wrong in it and what is accepted. */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readTrustedHosts, type TrustedHosts } from "#engine/outbound/address.ts";
import { InvalidInput, type Issue, Unavailable } from "#model/errors.ts";

export const roles = ["all", "web", "worker"] as const;
const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

export interface Settings {
  port: number;
  host: string;
  /** Absolute path of the folder for database and files. */
  data: string;
  /** An external PostgreSQL; then nothing embedded starts. */
  databaseUrl: string | undefined;
  /** The public address, without a slash at its end. */
  url: string;
  /** Whether RAABTA_URL was given: links in mails and cookies may rely on it. */
  urlGiven: boolean;
  role: (typeof roles)[number];
  /** Signs sessions; at least 32 characters. */
  secret: string;
  smtpUrl: string | undefined;
  /** Units a minute that one caller may use; 0 for no limit. */
  rateLimit: number;
  /** Hosts that webhooks and the like may reach by http and within the own network. */
  trustedHosts: TrustedHosts;
  logLevel: (typeof logLevels)[number];
}

/** The folder of the package, whatever the current one is. */
export const packageRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** This release, as package.json names it. */
export const release = (JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string })
  .version;

type Environment = Record<string, string | undefined>;

/**
 * The settings of this process; makes the data folder and the secret in it where they are missing.
 * Throws InvalidInput with an issue for each variable that is wrong.
 */
export function readSettings(environment: Environment = process.env): Settings {
  const issues: Issue[] = [];
  const read = <T>(name: string, otherwise: T, parse: (value: string) => T | undefined, accepted: string): T => {
    const value = environment[name]?.trim();
    if (!value) return otherwise;
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    // What may hold a password is not repeated.
    const shown = /SECRET|DATABASE|SMTP/.test(name) ? "" : ` (it is "${value}")`;
    issues.push({ path: name, message: `${accepted} is accepted${shown}` });
    return otherwise;
  };
  const port = read("PORT", 3000, parsePort, "a whole number from 0 to 65535");
  const host = read(
    "HOST",
    "127.0.0.1",
    (value) => (/^[\w.:-]+$/.test(value) ? value : undefined),
    "a host name or address",
  );
  const url = read(
    "RAABTA_URL",
    undefined,
    (value) => parseUrl(value, ["http:", "https:"]),
    "an address that begins with http:// or https://",
  );
  const postgres = ["postgres:", "postgresql:"];
  const settings = {
    port,
    host,
    data: read(
      "RAABTA_DATA",
      join(packageRoot, "data"),
      (value) => (isAbsolute(value) ? value : resolve(value)),
      "a folder",
    ),
    databaseUrl: read(
      "DATABASE_URL",
      undefined,
      (value) => parseUrl(value, postgres),
      "an address that begins with postgresql://",
    ),
    url: url ?? `http://${["127.0.0.1", "0.0.0.0", "::", "::1"].includes(host) ? "localhost" : host}:${port}`,
    urlGiven: url !== undefined,
    role: read("RAABTA_ROLE", "all", oneOf(roles), `one of ${roles.join(", ")}`),
    smtpUrl: read(
      "SMTP_URL",
      undefined,
      (value) => parseUrl(value, ["smtp:", "smtps:"]),
      "an address that begins with smtp:// or smtps://",
    ),
    rateLimit: read(
      "RAABTA_RATE_LIMIT",
      6_000,
      (value) => (/^\d{1,7}$/.test(value) ? Number(value) : undefined),
      "a whole number of requests a minute, 0 for no limit,",
    ),
    trustedHosts: read<TrustedHosts>(
      "RAABTA_TRUSTED_HOSTS",
      new Set<string>(),
      readTrustedHosts,
      "a list of hosts such as erp.internal,localhost:9000",
    ),
    logLevel: read("LOG_LEVEL", "warn", oneOf(logLevels), `one of ${logLevels.join(", ")}`),
  } as const;
  const given = read(
    "RAABTA_SECRET",
    undefined,
    (value) => (value.length >= 32 ? value : undefined),
    "a text of at least 32 characters",
  );
  if (issues.length) throw new InvalidInput(issues);
  return { ...settings, secret: given ?? keptSecret(settings.data) };
}

function parsePort(value: string): number | undefined {
  return /^\d{1,5}$/.test(value) && Number(value) < 65536 ? Number(value) : undefined;
}

function parseUrl(value: string, protocols: string[]): string | undefined {
  if (!URL.canParse(value) && !(protocols.includes("postgresql:") && /^postgres(ql)?:\/\//.test(value)))
    return undefined;
  const protocol = `${value.split(":")[0]?.toLowerCase()}:`;
  return protocols.includes(protocol) ? value.replace(/\/+$/, "") : undefined;
}

function oneOf<T extends string>(accepted: readonly T[]): (value: string) => T | undefined {
  return (value) => accepted.find((each) => each === value);
}

/** The secret of the data folder, made at the first start and readable by its owner only. */
function keptSecret(data: string): string {
  const path = join(data, "secret");
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    if (!existsSync(path)) {
      const making = `${path}.${process.pid}`;
      writeFileSync(making, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flush: true });
      if (!existsSync(path)) renameSync(making, path);
    }
    chmodSync(path, 0o600);
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw new Unavailable(`The data folder ${data} (RAABTA_DATA) cannot be used: ${(error as Error).message}`);
  }
}
