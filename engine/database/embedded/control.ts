/** The words spoken over the keeper's control socket: "attach" and "leave" in, one JSON message a line out. */
import type { Socket } from "node:net";

export type KeeperMessage =
  | { state: "ready"; pid: number; connection: { host: string; port: number; user: string; database: string } }
  | { state: "failed"; message: string };

/** Calls back for each whole line that arrives. */
export function onLine(socket: Socket, receive: (line: string) => void): void {
  let rest = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) receive(line);
  });
}
