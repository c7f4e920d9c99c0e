/** Files that are made to break a reader: each is refused in a sentence, at once, and without filling memory. */
import assert from "node:assert/strict";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { InvalidInput } from "#model/errors.ts";
import { book, inlineCell, sheetXml, zipped } from "#test/import/files.ts";
import { dataRows } from "./data-rows.ts";
import { inspect, shapeOf, type Found } from "./detect.ts";
import { SourceFile } from "./source-file.ts";

const folder = await mkdtemp(join(tmpdir(), "raabta-hostile-"));
test.after(() => rm(folder, { recursive: true, force: true }));
const path = join(folder, "file");

async function readAt(place: string): Promise<Found & { data: string[][] }> {
  const file = await SourceFile.open(place);
  try {
    const found = await inspect(file, (name) => name === "Email", "dmy");
    const data: string[][] = [];
    for await (const batch of dataRows(file, shapeOf(found.detected))) data.push(...batch.rows);
    return { ...found, data };
  } finally {
    await file.close();
  }
}

async function read(content: string | Buffer): Promise<Found & { data: string[][] }> {
  await writeFile(path, content);
  return readAt(path);
}

const MB = 1024 ** 2;

/** Refused with the words, within a second and 128 MB. */
async function refused(what: string, content: string | Buffer, words: RegExp, place = path): Promise<void> {
  if (place === path) await writeFile(path, content);
  const [began, memory] = [process.cpuUsage(), process.memoryUsage().rss];
  await assert.rejects(readAt(place), (error: unknown) => {
    assert.ok(error instanceof InvalidInput, `${what}: ${String(error)}`);
    assert.match(error.message, words, what);
    assert.ok(error.issues[0]!.code?.startsWith("transfer."), what);
    return true;
  });
  // Of the processor's time: a busy machine is not the file's fault.
  const took = process.cpuUsage(began).user / 1000;
  assert.ok(took < 1000, `${what} took ${Math.round(took)} ms`);
  const grown = (process.memoryUsage().rss - memory) / MB;
  assert.ok(grown < 128, `${what} took ${Math.round(grown)} MB`);
}

test("bombs and giants are refused at once and with flat memory", async () => {
  const giant = join(folder, "giant");
  for (const fill of ["x", 'a,b,"c ', ","]) {
    const file = await open(giant, "w");
    await file.write(fill.repeat(Math.ceil((4 * MB) / fill.length)));
    // The rest of a gigabyte is a hole: what reads on in spite of everything would be seen by its time.
    await file.truncate(1024 * MB);
    await file.close();
    await refused(`a line of a gigabyte of ${fill}`, "", /longer than|more than 500 columns/, giant);
  }
  await refused("a mountain of quotes", `a,b\n${'"x""'.repeat(2 * MB)}`, /longer than/);
  await refused("ten thousand columns", `${"c,".repeat(10_000)}c\n${"1,".repeat(10_000)}1\n`, /more than 500 columns/);
  await refused("a zip bomb", zipped({ "x.csv": Buffer.alloc(48 * MB, "a,b\n") }), /unpacks to more/);
  await refused(
    "many entries",
    zipped(Object.fromEntries(Array.from({ length: 12_000 }, (_, n) => [`${n}.csv`, "a,b\n1,2\n"]))),
    /too many entries/,
  );
  await refused("a zip in a zip", zipped({ "inner.zip": zipped({ "x.csv": "a,b\n1,2\n" }) }), /holds 0 tables/);
  const row = `<row>${"<c><v>1</v></c>".repeat(16_000)}</row>`;
  await refused("a billion cells", book({ sheet: sheetXml(row.repeat(120)) }), /unpacks to/);
  const cell = `<row r="1">${inlineCell("A1", "x".repeat(200_000))}</row>`;
  await refused("a giant cell", book({ sheet: sheetXml(cell) }), /more than 100000 characters/);
  await refused(
    "a mountain of shared texts",
    book({
      sheet: sheetXml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
      shared: `<sst>${`<si><t>${"A".repeat(MB)}</t></si>`.repeat(30)}</sst>`,
    }),
    /unpacks to/,
  );
  const laughs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>';
  await refused(
    "a billion laughs",
    book({ sheet: laughs + sheetXml('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>') }),
    /entities/,
  );
  await refused(
    "laughs in the list of sheets",
    book({ sheet: sheetXml(""), workbook: `${laughs}<workbook/>` }),
    /entities/,
  );
});

test("workbooks that contradict themselves are refused; what stands in them is never guessed", async () => {
  const a1 = `<row r="1">${inlineCell("A1", "Name")}</row>`;
  const wrong: [string, Buffer, RegExp][] = [
    ["a sheet that stops", book({ sheet: "<worksheet><sheetData>" + a1 + '<row r="2"><c r="A2"' }), /XML/],
    ["no XML", book({ sheet: "hello" }), /XML/],
    ["a sheet without a table", book({ sheet: "<worksheet></worksheet>" }), /no table/],
    ["tags that do not nest", book({ sheet: `</a>${sheetXml(a1)}` }), /XML/],
    [
      "a row beyond all rows",
      book({ sheet: sheetXml(`${a1}<row r="99999999999"><c r="A2"><v>1</v></c></row>`) }),
      /row 99999999999/,
    ],
    ["a row twice", book({ sheet: sheetXml(a1 + a1) }), /row 1/],
    ["a cell beyond all columns", book({ sheet: sheetXml(`<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>`) }), /ZZZZZZ1/],
    [
      "cells out of order",
      book({ sheet: sheetXml(`<row r="1">${inlineCell("B1", "x")}${inlineCell("A1", "y")}</row>`) }),
      /A1/,
    ],
    ["a sheet that is not there", book({ sheet: null }), /no part/],
    ["sums that do not fit", spoilt(book({ sheet: sheetXml(a1) })), /damaged/],
    ["a password", Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(4096)]), /old or protected/],
    ["a picture", Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 7919) % 31)), /no text/],
    ["only names of columns", Buffer.from("Name,Email\n"), /no rows below/],
    ["blank rows", Buffer.from("\n\n , ,\n"), /no rows/],
  ];
  for (const [what, content, words] of wrong) await refused(what, content, words);
});

/** Another sum in the list of entries than the bytes have. */
function spoilt(bytes: Buffer): Buffer {
  const at = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  bytes.writeUInt32LE((bytes.readUInt32LE(at + 16) + 1) >>> 0, at + 16);
  return bytes;
}

test("formulas give what they last came to, dates follow the workbook's own beginning of time, paths in archives are only names", async () => {
  const cells = `<row r="1">${inlineCell("A1", "Name")}${inlineCell("B1", "Total")}${inlineCell("C1", "Day")}</row>
    <row r="2"><c r="A2" t="str"><f>CONCAT("a","b")</f><v>a &amp; b</v></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2" s="1"><v>1000</v></c></row>
    <row r="4"><c r="A4" t="e"><v>#REF!</v></c><c t="b"><v>1</v></c><c r="D4" s="1"><v>1000.5</v></c></row>
    <row r="5">${inlineCell("A5", "=cmd|' /C calc'!A0")}<c r="B5" t="inlineStr"><is><r><t>rich</t></r><r><t xml:space="preserve"> text</t></r><rPh><t>spoken</t></rPh></is></c></row>`;
  for (const [since1904, first, second] of [
    [false, "1902-09-26", "1902-09-26 12:00:00"],
    [true, "1906-09-27", "1906-09-27 12:00:00"],
  ] as const) {
    const found = await read(book({ sheet: sheetXml(cells), since1904 }));
    assert.deepEqual(found.data, [
      ["a & b", "2", first],
      ["#REF!", "true", "", second],
      ["=cmd|' /C calc'!A0", "rich text"],
    ]);
  }
  const outside = await read(zipped({ "../../../../etc/evil.csv": "Name,City\nA,B\n" }));
  assert.deepEqual(outside.data, [["A", "B"]]);
});

test("ragged rows, marks in the midst, mixed ends of rows and doubled names keep what stands where", async () => {
  const ragged = await read("Email,City,Zip\nA,B\nC,D,E,F\nG\n,,\nH,I,J,,\n");
  assert.deepEqual(ragged.data, [["A", "B"], ["C", "D", "E", "F"], ["G"], ["H", "I", "J", "", ""]]);
  const marked = await read("Email,City\nA,\ufeffB\n\ufeffC,D\n");
  assert.deepEqual(marked.data, [
    ["A", "\ufeffB"],
    ["\ufeffC", "D"],
  ]);
  const mixed = await read('Email,City\nA,B\r\nC,D\nG,"x\ry\r\nz"\r\n');
  assert.deepEqual(mixed.data, [
    ["A", "B"],
    ["C", "D"],
    ["G", "x\ry\r\nz"],
  ]);
  const twice = await read("Email,email,,EMAIL\na,b,c,d\n");
  assert.deepEqual(
    twice.columns.map((column) => column.name),
    ["Email", "email (2)", "Column 3", "EMAIL (3)"],
  );
});

/** Numbers that are the same at each run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % sides;
  };
}

test("four hundred spoilt files: none crashes, hangs, or fills memory", { timeout: 120_000 }, async () => {
  const table = Buffer.from(
    `Email,City,"Total, all"\n${Array.from({ length: 40 }, (_, n) => `a${n}@x.de,"Köln ""${n}""","1.${n},50"\n`).join("")}`,
  );
  const rows = Array.from(
    { length: 12 },
    (_, n) =>
      `<row r="${n + 1}">${inlineCell(`A${n + 1}`, `n${n}`)}<c r="B${n + 1}" t="s"><v>${n}</v></c><c r="C${n + 1}" s="1"><v>${n}.5</v></c></row>`,
  );
  const shared = `<sst>${rows.map((_, n) => `<si><t>text ${n}</t></si>`).join("")}</sst>`;
  const sheet = sheetXml(rows.join(""));
  const roll = dice(20_261_122);
  const spoil = (bytes: Buffer): Buffer => {
    let spoiled = Buffer.from(bytes);
    for (let times = 1 + roll(4); times > 0; times -= 1) {
      const at = roll(Math.max(1, spoiled.length));
      const way = roll(3);
      if (way === 0) spoiled = spoiled.subarray(0, Math.max(1, at));
      else if (way === 1) spoiled[at] = spoiled[at]! ^ (1 << roll(8));
      else
        spoiled = Buffer.concat([
          spoiled.subarray(0, at),
          Buffer.from(Array.from({ length: 1 + roll(6) }, () => roll(256))),
          spoiled.subarray(at),
        ]);
    }
    return spoiled;
  };
  const made: (() => Buffer)[] = [
    () => spoil(table),
    () => spoil(book({ sheet, shared })),
    // Spoilt before it is packed, so that the XML is reached.
    () => book({ sheet: spoil(Buffer.from(sheet)), shared }),
    () => book({ sheet, shared: spoil(Buffer.from(shared)) }),
  ];
  const memory = process.memoryUsage().rss;
  let refusals = 0;
  for (let n = 0; n < 400; n += 1) {
    const began = process.cpuUsage();
    try {
      await read(made[n % made.length]!());
    } catch (error) {
      assert.ok(error instanceof InvalidInput, `file ${n}: ${(error as Error).stack}`);
      refusals += 1;
    }
    const took = process.cpuUsage(began).user / 1000;
    assert.ok(took < 1000, `file ${n} took ${Math.round(took)} ms`);
  }
  assert.ok(refusals > 100 && refusals < 400, `${refusals} were refused`);
  assert.ok((process.memoryUsage().rss - memory) / MB < 256);
});
