/** A small HTTP/1.1 client: it takes so little CPU that what is measured is the server beside it. */
import { connect, type Socket } from "node:net";

export interface Answer {
  status: number;
  body: string;
}

export interface Ask {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** One kept-alive connection to this machine; one request at a time. */
export class Wire {
  readonly #socket: Socket;
  readonly #host: string;
  #chunks: Buffer[] = [];
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#take(chunk));
    const fail = (error?: Error) => this.#waiting?.reject(error ?? new Error("The server closed the connection"));
    socket.on("error", fail);
    socket.on("close", () => fail());
  }

  static open(url: string): Promise<Wire> {
    const { hostname, port, host } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname === "localhost" ? "127.0.0.1" : hostname, port: Number(port) }, () =>
        resolve(new Wire(socket, host)),
      );
      socket.once("error", reject);
    });
  }

  send({ method = "GET", path, headers = {}, body }: Ask): Promise<Answer> {
    const lines = [`${method} ${path} HTTP/1.1`, `host: ${this.#host}`];
    for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
    if (body !== undefined) lines.push("content-type: application/json", `content-length: ${Buffer.byteLength(body)}`);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(`${lines.join("\r\n")}\r\n\r\n${body ?? ""}`);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    const all = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    const headEnd = all.indexOf("\r\n\r\n");
    if (headEnd < 0) return;
    const head = all.toString("latin1", 0, headEnd);
    const status = Number(head.slice(9, 12));
    const length =
      status === 204 || status === 304 ? 0 : Number(/\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) return this.#waiting?.reject(new Error(`An answer without a length:\n${head}`));
    const end = headEnd + 4 + length;
    if (all.length < end) return;
    this.#chunks = [];
    const { resolve } = this.#waiting!;
    this.#waiting = undefined;
    resolve({ status, body: all.toString("utf8", headEnd + 4, end) });
  }
}
