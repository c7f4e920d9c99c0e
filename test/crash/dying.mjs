/** Loaded into the program before it starts: a request may say, in `x-dies`, at which moment of it the process is killed. */
import http from "node:http";
import pg from "pg";

const die = () => process.kill(process.pid, "SIGKILL");
let moment;

const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, ...rest) {
  if (event === "request" && request.headers["x-dies"]) moment = request.headers["x-dies"];
  return emit.call(this, event, request, ...rest);
};

// The transaction of a request with a key is known by the note of its answer.
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function (given, ...rest) {
  const text = typeof given === "string" ? given : given?.text;
  if (moment && /raabta\.answers/.test(text ?? "")) this.ofTheRequest = true;
  if (!moment || !this.ofTheRequest || !/^commit$/i.test(text ?? "")) return query.call(this, given, ...rest);
  if (moment === "before the commit") die();
  const sent = query.call(this, given, ...rest);
  // PostgreSQL has the commit, and nobody here will read its word on it.
  if (moment === "at the commit") setImmediate(die);
  return sent;
};

const writeHead = http.ServerResponse.prototype.writeHead;
http.ServerResponse.prototype.writeHead = function (...args) {
  if (moment === "before the answer" && this.req.headers["x-dies"]) die();
  return writeHead.apply(this, args);
};
