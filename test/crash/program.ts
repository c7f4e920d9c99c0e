/** The program as people run it: a process of its own on a data folder of its own, spoken to over HTTP. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "../harness/server.ts";

export const OWNER = { name: "Amna Qureshi", email: "amna@example.com", password: "saffron kettle 42 north" };

/** A test, or a suite's hooks. */
interface Ending {
  after(hook: () => Promise<void>): void;
}

export class Program {
  /** Its data folder. */
  readonly data: string;
  url = "";
  child: ChildProcess | undefined;
  /** All that it has printed. */
  words = "";
  #port = 0;
  readonly #more: Record<string, string>;
  readonly #within: readonly string[];

  /**
   * Ended, and its folder removed, after the test.
   * @param more for its environment; a folder that is named there is left
   * @param within a command that runs the command behind it
   */
  constructor(t: Ending, more: Record<string, string> = {}, within: readonly string[] = []) {
    this.#more = more;
    this.#within = within;
    const { RAABTA_DATA: given } = more;
    this.data = given ?? mkdtempSync(join(tmpdir(), "raabta-program-"));
    t.after(async () => {
      await this.stop();
      if (given !== undefined) return;
      await this.#databaseGone();
      rmSync(this.data, { recursive: true, force: true });
    });
  }

  /** Starts it on the port it had before, and waits until it says that it is ready. Gives the milliseconds it took. */
  async start(): Promise<number> {
    this.#port ||= await freePort();
    const begun = performance.now();
    const env = {
      ...process.env,
      RAABTA_DATA: this.data,
      PORT: `${this.#port}`,
      DATABASE_URL: "",
      NODE_TEST_CONTEXT: undefined,
      ...this.#more,
    };
    const [command, ...args] = [...this.#within, process.execPath, join(root, "bin", "raabta.mjs"), "start"];
    const child = spawn(command!, args, {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        this.words += chunk.toString();
      });
    for (let tries = 0; tries < 18_000; tries++) {
      const ready = /Raabta is ready at (http:\/\/\S+)|Raabta works on jobs/.exec(said);
      if (ready) {
        this.url = ready[1] ?? "";
        return performance.now() - begun;
      }
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It ended at its start: ${said}`);
      await wait(10);
    }
    throw new Error(`It was not ready within three minutes: ${said}`);
  }

  /** Ends it as a person does, with SIGTERM. */
  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }

  /** kill -9 of the server. */
  async kill(): Promise<void> {
    const ended = once(this.child!, "exit");
    this.child!.kill("SIGKILL");
    await ended;
  }

  /** kill -9 of PostgreSQL's postmaster; its sessions end themselves when they see it gone. */
  killDatabase(): void {
    process.kill(this.#postmaster(), "SIGKILL");
  }

  /** What it printed beside notes and warnings. */
  complaints(): string {
    return this.words
      .split("\n")
      .filter((line) => !/"level":[34]0|ready at|works on jobs/.test(line))
      .join("\n");
  }

  /** Creates the workspace and its owner; gives the session's cookie. */
  async setUp(company = "Chiragh Traders", country = "PK"): Promise<{ cookie: string; slug: string }> {
    const made = await fetch(`${this.url}/api/setup`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: this.url },
      body: JSON.stringify({ owner: OWNER, company: { name: company }, country, language: "en" }),
    });
    if (made.status !== 201) throw new Error(`The set-up answered ${made.status}: ${await made.text()}`);
    const { workspace } = (await made.json()) as { workspace: { slug: string } };
    return {
      slug: workspace.slug,
      cookie: made.headers
        .getSetCookie()
        .map((line) => line.split(";")[0])
        .join("; "),
    };
  }

  /** A key for programs, of the owner's role, in a workspace set up just now. */
  async setUpWithKey(): Promise<string> {
    const { cookie, slug } = await this.setUp();
    const headers = { cookie, origin: this.url, "raabta-workspace": slug, "content-type": "application/json" };
    const made = await fetch(`${this.url}/api/v1/api-keys`, {
      method: "POST",
      headers,
      body: JSON.stringify({ name: "Writers", role: "owner" }),
    });
    if (made.status !== 201) throw new Error(`The key answered ${made.status}: ${await made.text()}`);
    return ((await made.json()) as { key: string }).key;
  }

  #postmaster(): number {
    return Number(readFileSync(join(this.data, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
  }

  async #databaseGone(): Promise<void> {
    for (let tries = 0; tries < 600 && existsSync(join(this.data, "postgres", "postmaster.pid")); tries++)
      await wait(50);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
