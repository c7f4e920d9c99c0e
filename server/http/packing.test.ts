/** A long answer is packed for who can unpack it, and is the same answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { testHouse } from "./house.fixtures.ts";

test("long answers are packed where that is asked for, short ones and secrets never", async (t) => {
  const { house, person } = await testHouse(t);
  const { cookie } = await person("owner");
  const ask = (url: string, encoding?: string) =>
    house.app.inject({
      url,
      headers: { cookie, "raabta-workspace": "test", ...(encoding ? { "accept-encoding": encoding } : {}) },
    });
  const plain = await ask("/api/v1/meta");
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(plain.headers["vary"], "accept-encoding");
  for (const encoding of ["gzip", "br, gzip;q=0.8", "deflate,gzip"]) {
    const packed = await ask("/api/v1/meta", encoding);
    assert.equal(packed.headers["content-encoding"], "gzip", encoding);
    assert.ok(packed.rawPayload.length < plain.rawPayload.length / 5, `${packed.rawPayload.length}`);
    assert.deepEqual(JSON.parse(gunzipSync(packed.rawPayload).toString()), plain.json());
  }
  for (const encoding of ["gzip;q=0", "br", "identity"])
    assert.equal((await ask("/api/v1/meta", encoding)).headers["content-encoding"], undefined, encoding);
  assert.equal((await ask("/api/v1/workspace", "gzip")).headers["content-encoding"], undefined);
});
