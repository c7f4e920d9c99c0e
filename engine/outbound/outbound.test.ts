/** The guard of outgoing requests: no class of inner address is reached, however it is written or resolved. */
import assert from "node:assert/strict";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { isPublicAddress, readAddress, readTrustedHosts } from "./address.ts";
import { Outbound } from "./request.ts";

const NONE = new Set<string>();

test("every class of inner address is closed, public ones are open", () => {
  const inner =
    "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.254 127.0.0.1 127.255.0.9 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.168.1.1 198.18.0.1 224.0.0.1 239.255.255.250 255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:a9fe:a9fe 64:ff9b::7f00:1 2001::1 2002:7f00:1:: fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1";
  for (const address of inner.split(" ")) assert.equal(isPublicAddress(address), false, address);
  for (const address of ["8.8.8.8", "1.1.1.1", "100.63.255.255", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"])
    assert.equal(isPublicAddress(address), true, address);
  assert.equal(isPublicAddress("no address"), false);
});

test("odd spellings, schemes, ports and names are refused before anything is asked", () => {
  const refused = [
    "http://example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "https://example.com:22/",
    "https://example.com:80/",
    "https://user@example.com/",
    "https://user:word@example.com/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://127.0.0.1./",
    "https://0/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[fe80::1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://localhost/",
    "https://localhost./",
    "https://box/",
    "https://a.localhost/",
    "https://metadata.google.internal/",
    "https://printer.local/",
    "https://①②⑦.0.0.1/",
    "//example.com",
    "",
    `https://example.com/${"x".repeat(2000)}`,
  ];
  for (const text of refused) assert.throws(() => readAddress(text, NONE), { name: "InvalidInput" }, text);
  for (const text of [
    "https://example.com/",
    "https://example.com:8443/a?b=c",
    "https://bücher.example/",
    "https://8.8.8.8/",
  ])
    assert.doesNotThrow(() => readAddress(text, NONE), text);
});

test("the operator vouches for a host, or for one of its ports", () => {
  const trusted = readTrustedHosts("localhost:9000, erp.internal , 10.0.0.7")!;
  for (const text of ["http://localhost:9000/", "https://erp.internal:4444/", "http://10.0.0.7/x"])
    assert.doesNotThrow(() => readAddress(text, trusted), text);
  for (const text of ["http://localhost:9001/", "http://10.0.0.8/", "ftp://erp.internal/"])
    assert.throws(() => readAddress(text, trusted), text);
  assert.equal(readTrustedHosts("http://x"), undefined);
});

async function listening(t: TestContext, act: http.RequestListener): Promise<{ port: number; asked: () => number }> {
  let asked = 0;
  const server = http.createServer((request, reply) => ((asked += 1), act(request, reply)));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => (server.closeAllConnections(), void server.close()));
  return { port: (server.address() as AddressInfo).port, asked: () => asked };
}

test("a name that leads inside, at once or with its second answer, is connected to by nobody", async (t) => {
  let connected = 0;
  const inner = net.createServer((socket) => ((connected += 1), socket.destroy()));
  await new Promise<void>((done) => inner.listen(0, "127.0.0.1", done));
  t.after(() => void inner.close());
  for (const answers of [
    ["127.0.0.1"],
    ["8.8.8.8", "127.0.0.1"],
    ["::ffff:127.0.0.1"],
    ["fd00::1"],
    ["169.254.169.254"],
    [],
  ]) {
    const door = new Outbound({
      resolve: async () => answers.map((address) => ({ address, family: net.isIP(address) })),
    });
    const answered = await door.post({ url: "https://rebinding.example/", headers: {}, body: "{}" });
    assert.equal(answered.status, null);
    assert.match(answered.error!, /leads (into our own network|nowhere)/);
    door.close();
  }
  assert.equal(connected, 0);
});

test("a name is resolved once for a connection, which goes to what was resolved", async (t) => {
  const { port } = await listening(t, (_request, reply) => reply.end("ok"));
  let looks = 0;
  const door = new Outbound({
    trusted: new Set([`hooks.example:${port}`]),
    resolve: async () => ((looks += 1), [{ address: "127.0.0.1", family: 4 }]),
  });
  t.after(() => door.close());
  const answered = await door.post({ url: `http://hooks.example:${port}/`, headers: {}, body: "{}" });
  assert.deepEqual([answered.status, answered.text, looks], [200, "ok", 1]);
});

test("redirects are not followed; long, slow, missing and broken answers end in time", async (t) => {
  const inside = await listening(t, (_request, reply) => reply.end("secret"));
  const outside = await listening(t, (request, reply) => {
    const ways: Record<string, () => void> = {
      "/redirect": () => reply.writeHead(302, { location: `http://127.0.0.1:${inside.port}/` }).end(),
      "/long": () => reply.end("x".repeat(1_000_000)),
      "/drip": () => {
        reply.writeHead(200).write("a");
        const drip = setInterval(() => reply.write("b"), 50);
        reply.on("close", () => clearInterval(drip));
      },
      "/never": () => undefined,
      "/reset": () => request.socket.resetAndDestroy(),
    };
    ways[request.url!]!();
  });
  const door = new Outbound({ trusted: new Set([`127.0.0.1:${outside.port}`]) });
  t.after(() => door.close());
  const ask = (path: string) =>
    door.post({ url: `http://127.0.0.1:${outside.port}${path}`, headers: {}, body: "{}", patience: 300 });
  assert.equal((await ask("/redirect")).status, 302);
  assert.equal(inside.asked(), 0);
  const long = await ask("/long");
  assert.deepEqual([long.status, long.text.length], [200, 4096]);
  assert.equal((await ask("/drip")).status, 200);
  assert.match((await ask("/never")).error!, /no answer within/);
  const reset = await ask("/reset");
  assert.equal(reset.status, null);
  assert.ok(reset.error);
});
