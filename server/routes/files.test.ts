/** Files in and out: what they are, how they leave, who gets them, and what is tidied away. */
import assert from "node:assert/strict";
import { readdir, utimes } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { collectOrphans } from "#engine/files/orphans.ts";
import { testHouse, type Speak } from "../http/house.fixtures.ts";

function upload(speak: Speak, name: string, type: string, content: string) {
  const boundary = "----test";
  const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n--${boundary}--\r\n`;
  return speak("POST", "/api/v1/files", body, { "content-type": `multipart/form-data; boundary=${boundary}` });
}

test("a file comes back as it was, and can run nowhere", async (t) => {
  const { person, house, ctx } = await testHouse(t);
  const { speak } = await person("manager");
  const page = await upload(speak, "..\\..\\حساب <b>.html", "text/html", "<script>alert(1)</script>");
  assert.equal(page.status, 201, page.text);
  assert.equal(page.body.name, "حساب <b>.html");
  const content = await speak("GET", `/api/v1/files/${page.body.id}/content`);
  assert.equal(content.text, "<script>alert(1)</script>");
  assert.equal(content.headers["content-type"], "application/octet-stream");
  assert.match(String(content.headers["content-disposition"]), /^attachment; filename\*=UTF-8''%/);
  assert.equal(content.headers["content-security-policy"], "default-src 'none'; sandbox");
  assert.equal(content.headers["x-content-type-options"], "nosniff");
  const lie = await upload(speak, "x.svg", "image/svg+xml", "<svg onload='alert(1)'/>");
  assert.match(
    String((await speak("GET", `/api/v1/files/${lie.body.id}/content`)).headers["content-disposition"]),
    /^attachment/,
  );
  const fake = await upload(speak, "x.png", "image/png", "<svg/>");
  assert.equal(fake.body.contentType, "application/octet-stream");
  const twice = await upload(speak, "again.html", "text/html", "<script>alert(1)</script>");
  assert.equal(twice.body.sha256, page.body.sha256);
  assert.deepEqual(await readdir(path.join(house.files.folder, ctx.workspace.id, "making")), []);
});

test("a picture is shown only when its bytes are one", async (t) => {
  const { person } = await testHouse(t);
  const { speak } = await person("manager");
  const gif = await upload(speak, "a.bin", "application/x-msdownload", "GIF89a-and-so-on");
  const shown = await speak("GET", `/api/v1/files/${gif.body.id}/content`);
  assert.equal(shown.headers["content-type"], "image/gif");
  assert.match(String(shown.headers["content-disposition"]), /^inline/);
});

test("too large, missing and foreign files are refused", async (t) => {
  const { person, stranger } = await testHouse(t);
  const { speak } = await person("manager");
  assert.equal((await upload(speak, "big", "text/plain", "x".repeat(51 * 1024 * 1024))).status, 413);
  assert.equal((await speak("POST", "/api/v1/files", { file: "x" })).status, 415);
  const reader = await person("readOnly");
  assert.equal((await upload(reader.speak, "a", "text/plain", "x")).status, 403);
  assert.equal(
    (await stranger("GET", "/api/v1/files/01a20500-2fbe-7000-b77b-045bbc129338/content?workspace=test")).status,
    401,
  );
});

test("bytes that no row speaks of go after a day", async (t) => {
  const { person, house, ctx } = await testHouse(t);
  const { speak } = await person("manager");
  const kept = (await upload(speak, "a", "text/plain", "kept")).body.sha256 as string;
  const { Readable } = await import("node:stream");
  const { sha256: lost } = await house.files.put(ctx.workspace.id, Readable.from([Buffer.from("lost")]), {
    maxBytes: 10,
    claimedType: "text/plain",
  });
  assert.equal(await collectOrphans(house.engine.database, ctx.workspace, house.files), 0);
  const yesterday = new Date(Date.now() - 2 * 86_400_000);
  for (const hash of [kept, lost])
    await utimes(
      path.join(house.files.folder, ctx.workspace.id, hash.slice(0, 2), hash.slice(2)),
      yesterday,
      yesterday,
    );
  assert.equal(await collectOrphans(house.engine.database, ctx.workspace, house.files), 1);
  await assert.rejects(house.files.open(ctx.workspace.id, lost));
  (await house.files.open(ctx.workspace.id, kept)).destroy();
});

test("a file is as open as what it hangs on: neither listed, read nor taken over by who may not see that", async (t) => {
  const { person } = await testHouse(t);
  const owner = await person("owner");
  const team = (await owner.speak("POST", "/api/v1/teams", { name: "North" })).body.id as string;
  const [ali, bela, chand] = [await person("sales", [team]), await person("sales", [team]), await person("sales")];
  const logo = (await upload(ali.speak, "a.gif", "image/gif", "GIF89a-and-so-on")).body.id as string;
  const at = `/api/v1/files/${logo}`;
  assert.equal((await bela.speak("GET", at)).status, 404, "it hangs on nothing yet");
  const made = await ali.speak("POST", "/api/v1/companies", { name: "Ali's", team, logo });
  assert.equal(made.status, 201, made.text);
  for (const { speak } of [ali, bela, owner]) {
    assert.equal((await speak("GET", `${at}/content`)).status, 200);
    assert.equal((await speak("GET", `/api/v1/companies/${made.body.id}`)).body.logo.id, logo);
    assert.equal((await speak("GET", "/api/v1/files")).body.data.length, 1);
  }
  assert.equal((await chand.speak("GET", at)).status, 404);
  assert.equal((await chand.speak("GET", `${at}/content`)).status, 404);
  assert.deepEqual((await chand.speak("GET", "/api/v1/files")).body.data, []);
  const taken = await chand.speak("POST", "/api/v1/companies", { name: "Chand's", logo });
  assert.equal(taken.status, 422, "what one cannot see cannot be hung on one's own");
});
