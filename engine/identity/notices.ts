/** Hears from PostgreSQL that accounts or rights have changed, whichever process changed them. */
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

/** An account or session has changed or gone. */
export const IDENTITY_CHANNEL = "raabta_identity";
/** Users, roles, teams or keys of the workspace named in the payload have changed. */
export const ACCESS_CHANNEL = "raabta_access";

/** Records of the workspace named in the payload have changed. */
export const CHANGES_CHANNEL = "raabta_changes";

/** People of the workspace named in the payload have come to a record or left it. */
export const PRESENCE_CHANNEL = "raabta_presence";

/** Objects or fields of the workspace named in the payload have come, gone or changed. */
export const CATALOGUE_CHANNEL = "raabta_catalogue";

/** Webhooks of the workspace named in the payload have come, gone or changed, or have something to send. */
export const WEBHOOKS_CHANNEL = "raabta_webhooks";

/** Automations of the workspace named in the payload have come, gone or changed. */
export const AUTOMATIONS_CHANNEL = "raabta_automations";

const CHANNELS = [
  IDENTITY_CHANNEL,
  ACCESS_CHANNEL,
  CHANGES_CHANNEL,
  PRESENCE_CHANNEL,
  CATALOGUE_CHANNEL,
  WEBHOOKS_CHANNEL,
  AUTOMATIONS_CHANNEL,
] as const;

const HEARTBEAT_MS = 2_000;
/** Between two notices: many changes are told together. */
const PAUSE_MS = 20;
const RETRY_MS = 500;

type Listener = (channel: string, payload: string) => void;

/**
 * A connection that listens. While it is down, `connected` is false and caches that depend on it must not be used;
 * on every (re)connection the listeners are called with an empty payload, since notices may have been missed.
 */
export class Notices {
  connected = false;
  readonly #config: pg.ClientConfig;
  readonly #listeners = new Set<Listener>();
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  readonly #toTell = new Map<string, [channel: string, payload: string]>();
  #telling = false;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  onNotice(listener: Listener): void {
    this.#listeners.add(listener);
  }

  async start(): Promise<void> {
    try {
      await this.#connect();
    } catch {
      // Without the listener everything is asked from the database: slower, never wrong.
      this.#lost(this.#client);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.connected = false;
    await this.#client?.end().catch(() => undefined);
  }

  /**
   * Tells all processes, after the fact: within the transaction every commit would wait for every other. What is asked
   * for while a notice is under way goes out with the next. One that is lost is made good by listeners that also look
   * from time to time.
   */
  announce(channel: string, payload: string): void {
    this.#toTell.set(`${channel} ${payload}`, [channel, payload]);
    if (!this.#telling) void this.#send();
  }

  async #send(): Promise<void> {
    this.#telling = true;
    try {
      while (this.#toTell.size > 0 && this.connected && this.#client) {
        const [channels, payloads] = [0, 1].map((place) => [...this.#toTell.values()].map((one) => one[place]));
        this.#toTell.clear();
        await this.#client.query({
          name: "tell",
          text: "select pg_notify(c, p) from unnest($1::text[], $2::text[]) as n(c, p)",
          values: [channels, payloads],
        });
        await wait(PAUSE_MS, undefined, { ref: false });
      }
    } catch {
      this.#lost(this.#client);
    } finally {
      this.#telling = false;
    }
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ ...this.#config, keepAlive: true, application_name: "raabta notices" });
    this.#client = client;
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    client.on("notification", (notice) => this.#tell(notice.channel, notice.payload ?? ""));
    await client.connect();
    await client.query(CHANNELS.map((channel) => `listen ${channel}`).join("; "));
    if (this.#stopped) return client.end();
    for (const channel of CHANNELS) this.#tell(channel, "");
    this.connected = true;
    this.#later(() => this.#beat(client), HEARTBEAT_MS);
  }

  /** A connection may be dead without a word; one that does not answer in time counts as lost. */
  async #beat(client: pg.Client): Promise<void> {
    const late = setTimeout(() => this.#lost(client), HEARTBEAT_MS);
    try {
      await client.query("select 1");
      if (client === this.#client && this.connected) this.#later(() => this.#beat(client), HEARTBEAT_MS);
    } catch {
      this.#lost(client);
    } finally {
      clearTimeout(late);
    }
  }

  #lost(client: pg.Client | undefined): void {
    if (client !== this.#client || this.#stopped) return;
    this.#client = undefined;
    this.connected = false;
    client
      ?.removeAllListeners("end")
      .end()
      .catch(() => undefined);
    this.#later(() => this.start(), RETRY_MS);
  }

  #later(work: () => Promise<void>, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void work(), ms);
    this.#timer.unref();
  }

  #tell(channel: string, payload: string): void {
    for (const listener of this.#listeners) listener(channel, payload);
  }
}
