// Speaks to the API of Raabta: no dependency, in Node 18 and later and in browsers.

export class RaabtaProblem extends Error {
  constructor(problem) {
    super(problem.detail || problem.title || `The server answered ${problem.status}`);
    this.name = new.target.name;
    this.status = problem.status;
    this.code = problem.code;
    this.issues = problem.issues ?? [];
    this.requestId = problem.requestId;
    this.currentVersion = problem.currentVersion;
  }
}
export class InvalidInput extends RaabtaProblem {}
export class NotFound extends RaabtaProblem {}
export class Forbidden extends RaabtaProblem {}
export class Conflict extends RaabtaProblem {}
export class VersionChanged extends Conflict {}
export class Unavailable extends RaabtaProblem {}

const CLASSES = {
  400: InvalidInput,
  401: Forbidden,
  403: Forbidden,
  404: NotFound,
  409: Conflict,
  412: VersionChanged,
  413: InvalidInput,
  415: InvalidInput,
  422: InvalidInput,
  429: Unavailable,
  503: Unavailable,
  507: Unavailable,
};

const problemOf = (problem) => new (CLASSES[problem.status] ?? RaabtaProblem)(problem);

const LONGEST_WAIT_S = 60;

class Speaker {
  constructor(options) {
    this.url = options.url.replace(/\/+$/, "");
    this.key = options.key;
    this.retries = options.retries ?? 4;
    this.fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.headers = options.headers ?? {};
  }

  async ask(method, path, { query, body, headers, signal } = {}) {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {}))
      if (value !== undefined && value !== null)
        search.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
    const address = `${this.url}${path}${search.size > 0 ? `?${search}` : ""}`;
    const sent = {
      accept: "application/json",
      ...(this.key === undefined ? {} : { authorization: `Bearer ${this.key}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      // Done once, however often it has to be asked.
      ...(method === "POST" ? { "idempotency-key": globalThis.crypto.randomUUID() } : {}),
      ...this.headers,
      ...headers,
    };
    for (let tries = 0; ; tries += 1) {
      let response;
      try {
        response = await this.fetch(address, {
          method,
          headers: sent,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          ...(signal === undefined ? {} : { signal }),
        });
      } catch (error) {
        if (tries >= this.retries || signal?.aborted || (method !== "GET" && method !== "POST")) throw error;
        await pause(backoff(tries), signal);
        continue;
      }
      if (response.ok) {
        const text = await response.text();
        return { data: text === "" ? undefined : JSON.parse(text), response };
      }
      if ((response.status === 429 || response.status === 503) && tries < this.retries) {
        const asked = Number(response.headers.get("retry-after"));
        await response.body?.cancel();
        await pause(asked > 0 ? Math.min(asked, LONGEST_WAIT_S) * 1000 : backoff(tries), signal);
        continue;
      }
      const told = await response.text();
      let problem;
      try {
        problem = JSON.parse(told);
      } catch {
        problem = { detail: told.slice(0, 300), code: "unknown", issues: [] };
      }
      throw problemOf({ ...problem, status: response.status });
    }
  }
}

const backoff = (tries) => 200 * 2 ** tries * (0.5 + Math.random() / 2);

const pause = (ms, signal) =>
  new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", end);
      resolve();
    }, ms);
    signal?.addEventListener("abort", end, { once: true });
  });

const listed = ({ sort, fields, include, ...query } = {}) => ({
  ...query,
  ...(sort === undefined ? {} : { sort: [sort].flat().join(",") }),
  ...(fields === undefined ? {} : { fields: fields.join(",") }),
  ...(include === undefined ? {} : { include: include.join(",") }),
});

const versioned = ({ version, idempotencyKey, signal } = {}) => ({
  signal,
  headers: {
    ...(version === undefined ? {} : { "if-match": `"${version}"` }),
    ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
  },
});

class Records {
  #speaker;
  #path;

  constructor(speaker, path) {
    this.#speaker = speaker;
    this.#path = `/api/v1/${path}`;
  }

  async #data(method, path, options) {
    return (await this.#speaker.ask(method, `${this.#path}${path}`, options)).data;
  }

  page(query = {}, { signal } = {}) {
    return this.#data("GET", "", { query: listed(query), signal });
  }

  async *list(query = {}, options = {}) {
    let cursor = query.cursor;
    do {
      const page = await this.page({ limit: 200, count: "none", ...query, cursor }, options);
      yield* page.data;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  get(id, query = {}, { signal } = {}) {
    return this.#data("GET", `/${encodeURIComponent(id)}`, { query: listed(query), signal });
  }

  aggregate({ measures, ...query }, { signal } = {}) {
    return this.#data("GET", "/aggregate", { query: { ...query, measures: measures.join(",") }, signal });
  }

  create(input, options) {
    return this.#data("POST", "", { body: input, ...versioned(options) });
  }

  update(id, patch, options) {
    return this.#data("PATCH", `/${encodeURIComponent(id)}`, { body: patch, ...versioned(options) });
  }

  async delete(id, options) {
    await this.#data("DELETE", `/${encodeURIComponent(id)}`, versioned(options));
  }

  restore(id, options) {
    return this.#data("POST", `/${encodeURIComponent(id)}/restore`, versioned(options));
  }

  async batch(operations, { records = true, ...options } = {}) {
    const query = { records: String(records) };
    return (await this.#data("POST", "/batch", { body: { operations }, query, ...versioned(options) })).results;
  }

  async upsert(key, data, options) {
    const [result] = await this.batch([{ op: "upsert", key, data }], options);
    if (result.problem) throw problemOf({ ...result.problem, status: result.status });
    return result.record;
  }

  act(id, action, inputs = {}, options) {
    const path = `/${encodeURIComponent(id)}/actions/${encodeURIComponent(action)}`;
    return this.#data("POST", path, { body: { inputs }, ...versioned(options) });
  }
}

export class Client {
  #speaker;

  constructor(options, paths) {
    this.#speaker = new Speaker(options);
    this.records = Object.fromEntries(
      Object.entries(paths).map(([name, path]) => [name, new Records(this.#speaker, path)]),
    );
  }

  async request(method, path, options) {
    return (await this.#speaker.ask(method, path, options)).data;
  }

  async search(q, { limit, signal } = {}) {
    return (await this.request("GET", "/api/v1/search", { query: { q, limit }, signal })).data;
  }

  async *changes({ objects, cursor, limit = 1000, signal } = {}) {
    for (;;) {
      const query = { limit, cursor, ...(objects === undefined ? {} : { object: objects.join(",") }) };
      const page = await this.request("GET", "/api/v1/changes", { query, signal });
      cursor = page.nextCursor;
      yield { changes: page.data, cursor };
      if (!page.more) return;
    }
  }
}
