/** A receiver of webhooks for tests: keeps what it was sent, and answers as it is told to. */
import http from "node:http";
import type { AddressInfo } from "node:net";

export interface Got {
  id: string;
  at: number;
  path: string;
  headers: Record<string, string>;
  body: string;
  told: { type: string; timestamp: string; data: ReturnType<typeof JSON.parse> };
}

export type Answering = (got: Got, reply: http.ServerResponse) => void;

export async function receiver(
  t: { after(hook: () => void): void },
  answer: Answering = (_got, reply) => void reply.writeHead(204).end(),
) {
  const got: Got[] = [];
  const waiting = new Set<() => void>();
  const way = { answer };
  const server = http.createServer((request, reply) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString("utf8");
      const headers = request.headers as Record<string, string>;
      const one = {
        id: headers["webhook-id"]!,
        at: Date.now(),
        path: request.url!,
        headers,
        body,
        told: JSON.parse(body),
      };
      got.push(one);
      way.answer(one, reply);
      for (const wake of waiting) wake();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => (server.closeAllConnections(), void server.close()));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    got,
    host,
    url: `http://${host}/hook`,
    answerWith: (answering: Answering) => void (way.answer = answering),
    /** When what came fits. @throws where it does not within the time */
    until: (fits: (got: readonly Got[]) => boolean, ms = 10_000): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!fits(got)) return;
          waiting.delete(look);
          clearTimeout(late);
          resolve();
        };
        const late = setTimeout(() => (waiting.delete(look), reject(new Error(`only ${got.length} came`))), ms);
        waiting.add(look);
        look();
      }),
  };
}
