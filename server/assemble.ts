/** Puts the house together: engine, identity, files and HTTP on one database. */
import path from "node:path";
import type { FastifyInstance } from "fastify";
import type pg from "pg";
import type { Workspace } from "#engine/context.ts";
import { alone } from "#engine/database/alone.ts";
import { Files } from "#engine/files/files.ts";
import { Identity } from "#engine/identity/identity.ts";
import { CATALOGUE_CHANNEL } from "#engine/identity/notices.ts";
import { newSecret } from "#engine/identity/secrets.ts";
import { keepVault, Vault } from "#engine/identity/vault.ts";
import type { LiveHub } from "#engine/live/hub.ts";
import { preparePresence } from "#engine/live/presence.ts";
import { openEngine, type Engine } from "#engine/open.ts";
import type { TrustedHosts } from "#engine/outbound/address.ts";
import { keepOutbound } from "#engine/outbound/kept.ts";
import { Outbound } from "#engine/outbound/request.ts";
import { Space } from "#engine/space.ts";
import { keepUploadsIn } from "#engine/transfer/uploads.ts";
import type { Unwalled } from "#engine/workspace/walls.ts";
import { NotFound } from "#model/errors.ts";
import { openDoors } from "./http/doors.ts";
import { createApp } from "./http/app.ts";
import { prepareIdempotency } from "./http/idempotency.ts";
import { databaseBuckets, prepareBuckets, RateLimiter } from "./http/rate-limit.ts";
import { createMetrics } from "./http/metrics.ts";
import { isLoopbackHost } from "./http/origin.ts";
import { openLive } from "./live.ts";
import { product } from "./product.ts";
import { allRoutes } from "./routes/index.ts";
import { packageRoot } from "./settings.ts";
import { startTidying } from "./tidying.ts";
import { startAutomations } from "./automations.ts";
import { startWebhooks } from "./webhooks.ts";

export interface ServerOptions {
  /** How to reach PostgreSQL: by socket or URL, as its supervisor says. */
  connection: pg.PoolConfig;
  /** Absolute; files stand in `files` within it. */
  dataFolder: string;
  /** Signs sessions; at least 32 characters. */
  secret: string;
  host: string;
  /** 0 takes any that is free. */
  port: number;
  /** RAABTA_URL, only where it was given: links are made with it, and cookies bound to https. */
  publicUrl?: string | undefined;
  smtpUrl?: string | undefined;
  logLevel?: string | undefined;
  /** Units a minute that one caller may use (docs/guides/api.md); 6,000 if not said, 0 for no limit. */
  rateLimit?: number | undefined;
  /** Hosts that may be asked by http and within the own network (RAABTA_TRUSTED_HOSTS). */
  trustedHosts?: TrustedHosts | undefined;
  /** The built screens; dist/web of the package if not said. */
  webFolder?: string | undefined;
}

/** All that a route may need, made once per process. */
export interface House {
  engine: Engine;
  identity: Identity;
  files: Files;
  /** Of the disk that the data folder is on. */
  space: Space;
  live: LiveHub;
  /** Undefined where nothing is limited. */
  limiter: RateLimiter | undefined;
  options: ServerOptions & { webFolder: string };
  /** Where people reach us; RAABTA_URL, or this machine. */
  publicUrl: string;
  /** Allows the first set-up from elsewhere, once; undefined where only this machine may do it. */
  setupToken: string | undefined;
  /** Workspaces without PostgreSQL's wall around them when the house was opened, if any. */
  unwalled: Unwalled | undefined;
  findWorkspace(slug: string): Promise<Workspace | undefined>;
  close(): Promise<void>;
}

/** The house without its door: for commands, workers and tests. Brings the schemas `raabta` and `auth` up to date. */
export async function openHouse(options: ServerOptions): Promise<House> {
  const engine = openEngine(options.connection, product);
  const publicUrl = options.publicUrl ?? localUrl(options.host, options.port);
  const findWorkspace = (slug: string) =>
    engine.workspaces.get(slug).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
  const identity = new Identity(
    engine.database,
    { list: () => engine.workspaces.list(), find: findWorkspace },
    { connection: options.connection, secret: options.secret, publicUrl, smtpUrl: options.smtpUrl },
  );
  identity.notices.onNotice((channel) => {
    if (channel === CATALOGUE_CHANNEL) engine.workspaces.forget();
  });
  const live = openLive(engine, identity.notices);
  const space = new Space(options.dataFolder);
  const files = new Files(path.join(options.dataFolder, "files"), space);
  engine.jobs.heed(space);
  keepUploadsIn(engine.catalogue, files);
  keepVault(engine.catalogue, new Vault(options.secret));
  const outbound = new Outbound({ trusted: options.trustedHosts });
  keepOutbound(engine.catalogue, outbound);
  let unwalled: Unwalled | undefined;
  try {
    await space.look();
    // Several processes may begin at once on a database in which there is nothing yet.
    await alone(engine.database, "raabta.start", async () => {
      unwalled = await engine.workspaces.prepare();
      await engine.workspaces.takeModules();
      await engine.jobs.prepare();
      await prepareIdempotency(engine.database);
      await prepareBuckets(engine.database);
      await preparePresence(engine.database);
    });
    await identity.start();
  } catch (error) {
    space.close();
    live.close();
    await identity.stop();
    await engine.close();
    throw error;
  }
  return {
    engine,
    identity,
    files,
    space,
    live,
    limiter: limiterOf(engine, options.rateLimit ?? 6_000),
    publicUrl,
    unwalled,
    findWorkspace,
    options: { ...options, webFolder: options.webFolder ?? path.join(packageRoot, "dist", "web") },
    setupToken: isLoopbackHost(options.host) ? undefined : newSecret(20),
    close: async () => {
      outbound.close();
      space.close();
      live.close();
      await identity.stop();
      await engine.close();
    },
  };
}

/** A third of a minute's units may be used at once after a rest. */
const limiterOf = (engine: Engine, perMinute: number): RateLimiter | undefined =>
  perMinute === 0
    ? undefined
    : new RateLimiter(databaseBuckets(engine.database), { perMinute, burst: Math.ceil(perMinute / 3) });

/** The house with its door, listening on nothing yet. */
export async function assemble(options: ServerOptions): Promise<House & { app: FastifyInstance }> {
  const house = await openHouse(options);
  const metrics = createMetrics(house.engine.database);
  const app = await createApp(house, allRoutes(house, metrics), metrics);
  return {
    ...house,
    app,
    close: async () => {
      await app.close();
      await house.close();
    },
  };
}

export interface Running {
  url: string;
  /** Where the first set-up can be done, with the one-time token; undefined where it is done or needs none. */
  setupUrl: string | undefined;
  house: House;
  /** Finishes requests and jobs in hand. */
  close(): Promise<void>;
}

/** Listens, and works on jobs too where `worker` is said. */
export async function startServer(
  options: ServerOptions,
  { worker = false }: { worker?: boolean } = {},
): Promise<Running> {
  const house = await assemble(options);
  try {
    // Who starts us says where we are, in words.
    await openDoors(house.app, options);
    if (worker) await house.engine.jobs.start();
  } catch (error) {
    await house.close();
    throw error;
  }
  const stopTidying = worker ? startTidying(house) : () => undefined;
  const webhooks = worker ? startWebhooks(house) : undefined;
  const automations = worker ? startAutomations(house) : undefined;
  const address = house.app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const url = options.publicUrl ?? localUrl(options.host, port);
  const needsToken = house.setupToken !== undefined && !(await house.identity.members.anyone());
  return {
    url,
    house,
    setupUrl: needsToken ? `${url}/setup?token=${house.setupToken}` : undefined,
    close: async () => {
      stopTidying();
      await automations?.close();
      await webhooks?.close();
      await house.close();
    },
  };
}

function localUrl(host: string, port: number): string {
  const name = ["127.0.0.1", "0.0.0.0", "::", "::1"].includes(host)
    ? "localhost"
    : host.includes(":")
      ? `[${host}]`
      : host;
  return `http://${name}:${port}`;
}
