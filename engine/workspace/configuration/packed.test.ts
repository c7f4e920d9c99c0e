/** A tar of files comes back as it went in; one that lies about its sizes is refused at once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidInput } from "#model/errors.ts";
import { packFiles, unpackFiles } from "./packed.ts";

const files = { "raabta.json": "{}\n", "roles/sales.json": "{}\n" };

/** The same tar, with another text where the first member says its size. */
function sized(text: string): Buffer {
  const tar = packFiles(files);
  tar.fill(0, 124, 136);
  tar.write(text, 124, 12, "latin1");
  return tar;
}

test("files come back as they went in, also where sizes are written with spaces", () => {
  assert.deepEqual(unpackFiles(packFiles(files)), files);
  assert.deepEqual(unpackFiles(sized("         3 ")), files);
});

// The sizes that would only be read wrongly come first, the one that would never end comes last.
test("a size that is not octal digits, or leads out of the tar, is refused", () => {
  for (const size of ["-400", "3x", "8", "", "0x3", "1e3", "\x80", "77777777777", "-1000"])
    assert.throws(() => unpackFiles(sized(size)), InvalidInput, size);
});

test("more members than any configuration has are refused", () => {
  const many = Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`views/v${n}.json`, ""]));
  assert.throws(() => unpackFiles(packFiles(many)), InvalidInput);
});
