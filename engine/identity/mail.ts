/** The few mails that identity sends: a reset link, an invitation. In the reader's language. */
import { createRequire } from "node:module";
import type { Transporter } from "nodemailer";

export type MailLanguage = "en" | "hi" | "ur";

const require = createRequire(import.meta.url);
const wordsOf = (language: MailLanguage): Record<string, string> =>
  require(`#messages/server.${language}.json`) as Record<string, string>;

export class Mailer {
  readonly #smtpUrl: string;
  readonly #from: string;
  #transport: Promise<Transporter> | undefined;

  constructor(smtpUrl: string, publicUrl: string) {
    this.#smtpUrl = smtpUrl;
    this.#from = `Raabta <raabta@${new URL(publicUrl).hostname}>`;
  }

  /** Sends the words of `mail.<kind>.subject` and `.text`, with `{{name}}` and the like filled in. */
  async send(
    to: string,
    kind: "reset" | "invitation" | "webhookOff",
    language: MailLanguage,
    values: Record<string, string>,
  ): Promise<void> {
    this.#transport ??= import("nodemailer").then(({ createTransport }) => createTransport(this.#smtpUrl));
    const words = wordsOf(language);
    const fill = (key: string) =>
      (words[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => oneLine(values[name] ?? ""));
    await (
      await this.#transport
    ).sendMail({ from: this.#from, to, subject: fill(`mail.${kind}.subject`), text: fill(`mail.${kind}.text`) });
  }

  async close(): Promise<void> {
    (await this.#transport)?.close();
  }
}

/** Names come from people: no line of theirs may become a line of ours. */
const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, " ");
