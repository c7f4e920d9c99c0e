/** Everything about who people are, made once per process. */
import type pg from "pg";
import type { Workspace } from "../context.ts";
import type { Database } from "../database/database.ts";
import { ApiKeys } from "./api-keys.ts";
import { Attempts } from "./attempts.ts";
import { Auth } from "./auth.ts";
import { Mailer } from "./mail.ts";
import { Members } from "./members.ts";
import { Notices } from "./notices.ts";
import { resetUrl } from "./reset.ts";
import { Sessions } from "./sessions.ts";

export interface IdentityOptions {
  connection: pg.PoolConfig;
  secret: string;
  publicUrl: string;
  smtpUrl?: string | undefined;
}

export interface Directory {
  list(): Promise<Workspace[]>;
  find(slug: string): Promise<Workspace | undefined>;
}

export class Identity {
  readonly auth: Auth;
  readonly notices: Notices;
  readonly sessions: Sessions;
  readonly members: Members;
  readonly keys: ApiKeys;
  readonly attempts = new Attempts();
  readonly mailer: Mailer | undefined;
  readonly publicUrl: string;

  constructor(database: Database, directory: Directory, options: IdentityOptions) {
    this.publicUrl = options.publicUrl;
    this.mailer = options.smtpUrl === undefined ? undefined : new Mailer(options.smtpUrl, options.publicUrl);
    this.auth = new Auth({ ...options, sendReset: this.mailer && ((to) => this.#sendReset(to)) });
    this.notices = new Notices(options.connection);
    this.sessions = new Sessions(database, {
      secret: options.secret,
      cookieName: this.auth.cookieName,
      notices: this.notices,
    });
    this.members = new Members(database, () => directory.list(), this.notices);
    this.keys = new ApiKeys(database, (slug) => directory.find(slug), this.notices);
  }

  /** Brings the schema `auth` up to date and begins to listen for changes. */
  async start(): Promise<void> {
    await this.auth.migrate();
    await this.notices.start();
  }

  async stop(): Promise<void> {
    await this.notices.stop();
    await this.auth.close();
    await this.mailer?.close();
  }

  /** What this process has just changed acts here at once; the others hear of it by notice. */
  forgetRights(slug: string): void {
    this.members.forget(slug);
    this.keys.forget(slug);
  }

  async #sendReset(to: { email: string; name: string; token: string }): Promise<void> {
    await this.mailer?.send(to.email, "reset", "en", { name: to.name, link: resetUrl(this.publicUrl, to.token) });
  }
}
