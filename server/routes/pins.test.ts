/** Pinned views over HTTP: all of them are said at once, told with what a page asks first, and to their owner alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testHouse } from "../http/house.fixtures.ts";

test("pins are said by PATCH /me, stand in /meta, and are told to nobody else", async (t) => {
  const { person } = await testHouse(t);
  const [owner, sales] = [await person("owner"), await person("sales")];
  const view = async (name: string, sharing: string) => {
    const input = { name, object: "company", sharing, definition: { layout: "gallery" } };
    return (await owner.speak("POST", "/api/v1/views", input)).body.id as string;
  };
  const [mine, shared] = [await view("Mine", "mine"), await view("Shared", "shared")];
  const pinned = await owner.speak("PATCH", "/api/v1/me", { pins: [shared, mine] });
  assert.equal(pinned.status, 200, pinned.text);
  const pin = { object: "company", layout: "gallery" };
  const both = [
    { id: shared, name: "Shared", ...pin },
    { id: mine, name: "Mine", ...pin },
  ];
  assert.deepEqual(pinned.body.pins, both);
  assert.deepEqual((await owner.speak("GET", "/api/v1/meta")).body.me.pins, both);
  assert.deepEqual((await sales.speak("GET", "/api/v1/me")).body.pins, []);
  const me = (await owner.speak("GET", "/api/v1/me")).body.id as string;
  for (const { speak } of [owner, sales]) {
    assert.ok(!(await speak("GET", `/api/v1/users/${me}`)).text.includes(shared));
    assert.ok(!(await speak("GET", `/api/v1/users/${me}/history`)).text.includes(shared));
  }
  const refused = async (pins: unknown, path: string) => {
    const { status, body } = await sales.speak("PATCH", "/api/v1/me", { pins });
    assert.equal(status, 422);
    assert.equal(body.issues[0].path, path);
  };
  await refused([shared, mine], "pins.1");
  await refused([shared, shared], "pins");
  await refused(
    Array.from({ length: 13 }, () => crypto.randomUUID()),
    "pins",
  );
});
