/** How often one caller may ask: a bucket in the database that all processes draw from, a handful at a time. */
import { createHash } from "node:crypto";
import { sql } from "#model/sql.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Database } from "#engine/database/database.ts";
import { Unavailable } from "#model/errors.ts";
import type { Route } from "./route.ts";

export interface Limit {
  /** Units a minute that a caller may use for ever. */
  perMinute: number;
  /** Units that one may use at once after a rest, beyond that. */
  burst: number;
}

/** Where the buckets stand. */
export interface Buckets {
  /**
   * Takes up to `want` whole units out of a bucket that fills at `rate` units a second up to `size`.
   * @returns how many were given, and how many are left
   */
  draw(key: string, bucket: { want: number; rate: number; size: number }): Promise<{ given: number; left: number }>;
}

export interface Decision {
  allowed: boolean;
  /** Units left, as far as this process knows. */
  remaining: number;
  /** Seconds until it may be tried again; 0 where it is allowed. */
  retryAfter: number;
}

interface Hand {
  units: number;
  left: number;
  refusedUntil: number;
  drawing: Promise<void> | undefined;
}

const MOST_HANDS = 50_000;
/** What processes hold of a bucket counts as spent; this share of it is set aside for that, so that the limit holds. */
const SHARE_AT_ONCE = 32;
const SET_ASIDE = 4;

/** Decides for this process. All that all processes allow stays within `perMinute` and `burst`, restarts included. */
export class RateLimiter {
  readonly limit: Limit;
  readonly #buckets: Buckets;
  readonly #now: () => number;
  readonly #hands = new Map<string, Hand>();
  readonly #handful: number;
  readonly #size: number;

  constructor(buckets: Buckets, limit: Limit, now: () => number = Date.now) {
    this.limit = limit;
    this.#buckets = buckets;
    this.#now = now;
    this.#handful = Math.max(1, Math.floor(limit.burst / SHARE_AT_ONCE));
    this.#size = Math.max(1, limit.burst - SET_ASIDE * this.#handful);
  }

  get #rate(): number {
    return this.limit.perMinute / 60;
  }

  async take(key: string, cost: number): Promise<Decision> {
    const hand = this.#handOf(key);
    const asked = Math.min(cost, this.#size);
    while (hand.units < asked) {
      // Who has been refused costs the database nothing until there can be something again.
      if (hand.refusedUntil > this.#now()) break;
      await (hand.drawing ??= this.#draw(key, hand, asked).finally(() => (hand.drawing = undefined)));
    }
    const allowed = hand.units >= asked;
    if (allowed) hand.units -= asked;
    const retryAfter = allowed ? 0 : Math.max(1, Math.ceil((hand.refusedUntil - this.#now()) / 1000));
    return { allowed, remaining: Math.floor(hand.units + hand.left), retryAfter };
  }

  /** Seconds after which the whole burst is there again. */
  secondsToFull(remaining: number): number {
    return Math.max(0, Math.ceil((this.#size - remaining) / this.#rate));
  }

  async #draw(key: string, hand: Hand, cost: number): Promise<void> {
    const want = Math.max(this.#handful, Math.ceil(cost - hand.units));
    const { given, left } = await this.#buckets.draw(key, { want, rate: this.#rate, size: this.#size });
    hand.units += given;
    hand.left = left;
    if (hand.units < cost) hand.refusedUntil = this.#now() + ((cost - hand.units - left) / this.#rate) * 1000;
  }

  #handOf(key: string): Hand {
    let hand = this.#hands.get(key);
    if (hand) return hand;
    hand = { units: 0, left: 0, refusedUntil: 0, drawing: undefined };
    this.#hands.set(key, hand);
    if (this.#hands.size > MOST_HANDS) this.#hands.delete(this.#hands.keys().next().value!);
    return hand;
  }
}

/** The table of buckets; safe at every start. It is not logged: after a crash of PostgreSQL everyone begins anew. */
export async function prepareBuckets(database: Database): Promise<void> {
  await database.within("public").query(sql`create unlogged table if not exists raabta.allowances (
    key text primary key, units double precision not null, given integer not null, at timestamptz(3) not null)`);
}

/** Buckets that are full again need no row. */
export async function tidyBuckets(database: Database): Promise<void> {
  await database.within("public").query(sql`delete from raabta.allowances where at < now() - interval '1 day'`);
}

/** Buckets in PostgreSQL, by its clock. */
export function databaseBuckets(database: Database): Buckets {
  return {
    draw: async (key, { want, rate, size }) => {
      const first = Math.min(want, size);
      const filled = sql`least(${size}::float8, a.units + ${rate}::float8 * greatest(0, extract(epoch from excluded.at - a.at)))`;
      const given = sql`least(${want}::float8, floor(${filled}))`;
      const [row] = await database.within("public").query(sql<{ given: number; left: number }>`
        insert into raabta.allowances as a (key, units, given, at) values (${key}, ${size - first}::float8, ${first}::int, clock_timestamp())
        on conflict (key) do update set units = ${filled} - ${given}, given = ${given}, at = greatest(a.at, excluded.at)
        returning given, units as left`);
      return row!;
    },
  };
}

/** Counts a request against its caller and says in headers what is left. @throws Unavailable (429) beyond the limit */
export async function countRequest(
  limiter: RateLimiter | undefined,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (!limiter || route.unlimited) return;
  const { allowed, remaining, retryAfter } = await limiter.take(
    callerKey(request),
    costOf(route, request.query as Record<string, unknown>),
  );
  const left = Math.max(0, remaining);
  reply.header("ratelimit-policy", `"default";q=${limiter.limit.perMinute};w=60`);
  reply.header("ratelimit", `"default";r=${left};t=${limiter.secondsToFull(left)}`);
  if (!allowed)
    throw new Unavailable("Too many requests. Wait the seconds that Retry-After says.", { retryAfter, tooMany: true });
}

/** A key, an account, else the address: of IPv6 the network, since a client has all of it. */
function callerKey(request: FastifyRequest): string {
  const { ctx, account } = request.caller;
  const who = ctx?.actor.apiKeyId ?? account?.id;
  if (who !== undefined) return who;
  const address = request.ip.includes(":") ? request.ip.split(":").slice(0, 4).join(":") : request.ip;
  return createHash("sha256").update(address).digest("base64url");
}

/** Units that a request weighs: those of its route; whole records beside the record, long pages and searches in text one more each. */
export function costOf(route: Pick<Route, "cost">, query: Record<string, unknown>): number {
  const limit = Number(query["limit"] ?? 0);
  return (route.cost ?? 1) + (query["include"] ? 1 : 0) + (limit > 100 ? 1 : 0) + (query["q"] ? 1 : 0);
}
