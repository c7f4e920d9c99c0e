/** An answer whose status, headers or body are not the plain ones. */
import type { Readable } from "node:stream";

export interface AnswerOptions {
  status?: number;
  headers?: Record<string, string | string[]>;
}

export class Answer {
  readonly status: number | undefined;
  readonly headers: Record<string, string | string[]>;
  readonly body: string | Buffer | Readable | null;

  private constructor(body: Answer["body"], options: AnswerOptions) {
    this.body = body;
    this.status = options.status;
    this.headers = options.headers ?? {};
  }

  /** JSON that is text already, as PostgreSQL made it; it is sent as it is. */
  static jsonText(text: string, options: AnswerOptions = {}): Answer {
    return new Answer(text, {
      ...options,
      headers: { "content-type": "application/json; charset=utf-8", ...options.headers },
    });
  }

  static json(value: unknown, options: AnswerOptions = {}): Answer {
    return Answer.jsonText(JSON.stringify(value), options);
  }

  static empty(options: AnswerOptions = {}): Answer {
    return new Answer(null, { status: 204, ...options });
  }

  /** Bytes or text of any type; say `content-type` in the headers. */
  static bytes(body: string | Buffer | Readable, options: AnswerOptions = {}): Answer {
    return new Answer(body, options);
  }
}
