/** Formatted text is read as it was written, whatever signs it is made of; nothing in it leads where it should not; long lines cost no more than their length. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isSafeAddress, plainOf } from "./document.ts";
import { readMarkdown, writeMarkdown } from "./markdown.ts";
import { fromEditor, toEditor } from "./to-editor.ts";

const signs = fc.string({
  unit: fc.constantFrom(
    "a",
    "b",
    " ",
    "*",
    "**",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "](http://x.y/",
    "#",
    "-",
    "+",
    "1. ",
    "1)",
    "\n",
    "_",
    "<",
    "۱",
    "\t",
    "# ",
    "- ",
  ),
  maxLength: 14,
});

test("what is written is read back as the same, by the editor too", () => {
  fc.assert(
    fc.property(signs, (text) => {
      const blocks = readMarkdown(text);
      const written = writeMarkdown(blocks);
      assert.deepEqual(readMarkdown(written), blocks, written);
      assert.equal(writeMarkdown(fromEditor(toEditor(blocks))), written);
    }),
    { numRuns: 20_000 },
  );
});

test("every link leads to a page, a letter or a call", () => {
  const schemes = fc.constantFrom(
    "javascript:",
    "JAVASCRIPT:",
    "data:",
    "vbscript:",
    "//",
    "https://",
    "mailto:",
    "tel:+",
    "file:///",
    " https:",
    "https:\u0001//",
    "blob:",
  );
  fc.assert(
    fc.property(schemes, signs, (scheme, rest) => {
      for (const block of readMarkdown(`[words](${scheme}${rest})`))
        for (const { link } of block.spans) if (link !== undefined) assert.match(link, /^(https?:\/\/|mailto:|tel:)/i);
    }),
    { numRuns: 3000 },
  );
  for (const address of [
    "https://user@evil.example\u202e",
    "https://a b",
    'https://a"onclick=x',
    "https:evil",
    "tel:javascript",
  ])
    assert.ok(!isSafeAddress(address), address);
});

test("lines of openings are read in no time", () => {
  const begun = performance.now();
  for (const line of ["[a](", "[", "*", "**a", "\\", "[a](x", "***"]) readMarkdown(line.repeat(100_000 / line.length));
  assert.ok(performance.now() - begun < 3000);
});

test("the words alone are what is searched", () => {
  assert.equal(plainOf(readMarkdown("# Two **bold** words\n- [here](https://x.example)")), "Two bold words\nhere");
});

test("white space within a link that is written in parts is kept", () => {
  for (const text of ["[**# **a](http://x.y/1)", "[a **  ** b](http://x.y/1)"]) {
    const blocks = readMarkdown(text);
    assert.deepEqual(readMarkdown(writeMarkdown(blocks)), blocks);
  }
});
