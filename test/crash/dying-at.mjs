// Loaded into a worker before it starts: DIES_AT names a statement by a part of it, and which of them; the process is killed as it is sent.
import pg from "pg";

const { part, times = 1, answered = false } = JSON.parse(process.env["DIES_AT"] ?? "{}");
let met = 0;

const query = pg.Client.prototype.query;
pg.Client.prototype.query = function (given, ...rest) {
  const text = typeof given === "string" ? given : (given?.text ?? "");
  if (part === undefined || !text.includes(part) || (met += 1) < times) return query.call(this, given, ...rest);
  if (!answered) process.kill(process.pid, "SIGKILL");
  const sent = query.call(this, given, ...rest);
  // PostgreSQL has done it, and nobody here goes on from there.
  sent.then(() => process.kill(process.pid, "SIGKILL"));
  return sent;
};
