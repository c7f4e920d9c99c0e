/** The house speaks to its database and, where one is named, to its mail server: nothing that people write makes it ask anywhere else. */
import assert from "node:assert/strict";
import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { testHouse, type Speak } from "#server/http/house.fixtures.ts";
import { createMetrics } from "#server/http/metrics.ts";
import { allRoutes } from "#server/routes/index.ts";
import { settled } from "#test/harness/jobs.ts";
import { importsOf, root, sourceFiles } from "#test/walls/sources.ts";
import { cellsOf } from "./cells.ts";
import { plant } from "./world.ts";

/** Who may open connections, and to where: a new one is thought about before it stands here. */
const SPEAKERS: Record<string, string> = {
  "engine/database/embedded/keeper.ts": "the keeper's socket, a file in the data folder",
  "engine/database/embedded/keeping.ts": "listens on that socket",
  "engine/identity/mail.ts": "the SMTP server that the operator has named",
  "engine/outbound/address.ts": "nowhere: it knows which addresses are within a network",
  "engine/outbound/request.ts":
    "addresses that people named, public ones by https, others where the operator vouches for them",
  "server/http/app.ts": "the server that people ask",
  "server/http/doors.ts": "listens for them",
};
const NETWORK =
  /^(node:)?(net|tls|http|https|http2|dgram|dns|dns\/promises|inspector)$|^(nodemailer|undici|axios|got|node-fetch|ws|eventsource|imapflow)$/;
const CALLS = /(?<![\w.#"'`/])(fetch|WebSocket|EventSource)\(|new (WebSocket|EventSource|XMLHttpRequest)\b/;
/** Rooms that run in the server or the worker. */
const INSIDE = /^(model|fields|engine|crm|channels|server|demo|messages)\//;
const LOOKED_FROM_OUTSIDE = /\.(test|fixtures|view)\.tsx?$|\.tsx$/;

test("only named files of server and worker can open a connection", () => {
  const files = sourceFiles("ts,mts").filter((file) => INSIDE.test(file) && !LOOKED_FROM_OUTSIDE.test(file));
  assert.ok(files.length > 200, `only ${files.length}`);
  const speaking = files.filter((file) => {
    const source = readFileSync(join(root, file), "utf8");
    const imported = importsOf(file, source).some(
      ({ target, ours, typeOnly }) => !ours && !typeOnly && NETWORK.test(target),
    );
    // Names of statuses are no connection.
    return (imported && !/^import \{ STATUS_CODES \} from "node:http";$/m.test(source)) || CALLS.test(source);
  });
  assert.deepEqual(speaking, Object.keys(SPEAKERS).toSorted());
});

/** Notes where every socket of this process goes from now on. */
function watchSockets(t: { after(hook: () => void): void }): string[] {
  const asked: string[] = [];
  const sockets = net.Socket.prototype as unknown as Record<"connect", (...given: unknown[]) => unknown>;
  const { connect } = sockets;
  sockets.connect = function noted(this: unknown, ...given: unknown[]) {
    const [first] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
    const where =
      typeof first === "object" && first !== null
        ? (first as { path?: string; host?: string; port?: number })
        : undefined;
    asked.push(
      where
        ? (where.path ?? `${where.host ?? "localhost"}:${where.port}`)
        : typeof first === "string"
          ? first
          : `${typeof given[1] === "string" ? given[1] : "localhost"}:${JSON.stringify(first)}`,
    );
    return connect.apply(this, given);
  };
  const looks = dns as unknown as Record<"lookup", (...given: unknown[]) => unknown>;
  const { lookup } = looks;
  looks.lookup = (name: unknown, ...rest: unknown[]) => {
    asked.push(`name ${String(name)}`);
    return lookup(name, ...rest);
  };
  const packets = dgram.Socket.prototype as unknown as Record<"send", (...given: unknown[]) => unknown>;
  const { send } = packets;
  packets.send = function noted(this: unknown, ...given: unknown[]) {
    asked.push(`packet ${String(given.at(-2))}`);
    return send.apply(this, given);
  };
  t.after(() => {
    Object.assign(sockets, { connect });
    Object.assign(looks, { lookup });
    Object.assign(packets, { send });
  });
  return asked;
}

const ELSEWHERE = [
  "http://169.254.169.254/latest/meta-data/",
  "http://127.0.0.1:1/",
  "http://2130706433/",
  "http://0x7f.1/",
  "http://[::ffff:127.0.0.1]:1/",
  "https://internal.example./x.png",
  "file:///etc/passwd",
  "//localhost:1/x.svg",
  "gopher://127.0.0.1:1/_x",
  "user@host.example",
  "\\\\127.0.0.1\\share\\x",
];

async function upload(speak: Speak, path: string, name: string, text: string): Promise<string> {
  const body = `--xx\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--xx--\r\n`;
  const made = await speak("POST", `/api/v1/${path}`, body, { "content-type": "multipart/form-data; boundary=xx" });
  assert.equal(made.status, 201, made.text);
  return made.body.id as string;
}

test("addresses in fields, files, imports, exports and headers are asked by nobody", { timeout: 60_000 }, async (t) => {
  const mails: net.Socket[] = [];
  const smtp = net.createServer(
    (socket) => mails.push(socket.on("error", () => undefined)) && socket.end("421 not today\r\n"),
  );
  await new Promise<void>((done) => smtp.listen(0, "127.0.0.1", done));
  t.after(() => void smtp.close());
  const { port } = smtp.address() as net.AddressInfo;
  const asked = watchSockets(t);
  const { house, ctx, person } = await testHouse(t, { rateLimit: 0, smtpUrl: `smtp://127.0.0.1:${port}` });
  const owner = await person("owner");
  const ids = await plant(owner.speak, owner.id);
  await house.engine.jobs.start(1);
  const { host, port: own } = house.options.connection;
  // Sockets with a path are files of this machine: the database's and its keeper's.
  const isDatabase = (where: string): boolean =>
    where.startsWith("/") || where === `${host}:${own}` || where === `name ${host}`;
  assert.ok(asked.some(isDatabase), "the watch sees what goes out");

  for (const [place, text] of ELSEWHERE.entries()) {
    const headers = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      referer: text.replace(/[^\x20-\x7e]/g, ""),
      forwarded: "for=127.0.0.1;host=evil.example",
    };
    await owner.speak("POST", "/api/v1/companies", { name: text, website: text, notes: text }, headers);
    await owner.speak("PATCH", `/api/v1/companies/${ids["company"]}`, { website: text, logo: text, notes: text });
    await owner.speak("POST", "/api/v1/contacts", { name: text, photo: text, notes: `<img src="${text}">` });
    await owner.speak("GET", `/api/v1/search?q=${encodeURIComponent(text)}`);
    await owner.speak("POST", "/api/v1/exports", { object: "company", q: text, url: text });
    await upload(
      owner.speak,
      "files",
      `${place}.html`,
      `<link rel=stylesheet href="${text}"><!DOCTYPE x SYSTEM "${text}">`,
    );
    await upload(
      owner.speak,
      "files",
      `${place}.svg`,
      `<svg xmlns="http://www.w3.org/2000/svg"><image href="${text}"/></svg>`,
    );
  }
  const rows = ELSEWHERE.map((text) => `${JSON.stringify(text).replaceAll('\\"', '""')},=WEBSERVICE("${text}")`);
  const imported = await upload(
    owner.speak,
    "imports?object=company",
    "http___169.254.169.254.csv",
    `Company Name,Website\n${rows.join("\n")}\n`,
  );
  await owner.speak("POST", `/api/v1/imports/${imported}/start`);
  await settled(ctx, (await owner.speak("GET", `/api/v1/imports/${imported}`)).body.job.id);
  for (const format of ["csv", "xlsx"]) {
    const made = await owner.speak("POST", "/api/v1/exports", { object: "company", format });
    assert.equal((await settled(ctx, made.body.id)).status, "done");
  }
  for (const route of allRoutes(house, createMetrics(house.engine.database))) {
    if (route.method !== "GET" || route.streams || !route.path.startsWith("/api/v1/")) continue;
    const cells = cellsOf(route, ctx.catalogue) ?? [];
    const url = cells.find(({ place }) => place === "path")?.ask(ids[cells[0]!.of]!).url ?? route.path;
    if (!url.includes("/:")) await owner.speak("GET", url);
  }
  await owner.speak("POST", "/api/v1/invitations", { email: "a@evil.example", role: "sales" });
  await owner.speak("POST", "/api/auth/request-password-reset", {
    email: owner.email,
    redirectTo: "http://evil.example/",
  });
  for (let tries = 0; mails.length === 0 && tries < 500; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(mails.length > 0, "the mail server was asked, so the watch sees what goes out");
  const others = new Set(asked.filter((where) => !isDatabase(where) && where !== "name 127.0.0.1"));
  assert.deepEqual([...others], [`127.0.0.1:${port}`], "nothing but the database and the mail server was asked");
});
