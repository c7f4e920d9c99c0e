import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { zipped } from "#test/import/files.ts";
import { dataRows } from "./data-rows.ts";
import { inspect, shapeOf, type Correction, type Found } from "./detect.ts";
import { RowSplitter } from "./separated.ts";
import { SourceFile } from "./source-file.ts";

const folder = await mkdtemp(join(tmpdir(), "raabta-reading-"));
test.after(() => rm(folder, { recursive: true, force: true }));
let files = 0;

async function read(
  content: string | Buffer | Uint8Array,
  correction: Correction = {},
): Promise<Found & { data: string[][]; numbers: number[] }> {
  const path = join(folder, `${(files += 1)}`);
  await writeFile(path, content);
  const file = await SourceFile.open(path);
  try {
    const found = await inspect(file, (name) => name === "Email", "dmy", correction);
    const data: string[][] = [];
    const numbers: number[] = [];
    for await (const batch of dataRows(file, shapeOf(found.detected))) {
      data.push(...batch.rows);
      numbers.push(...batch.numbers);
    }
    return { ...found, data, numbers };
  } finally {
    await file.close();
  }
}

const TABLE = "Name,City,Total\nJosé,Köln,12.50\nAli,لاہور,7\n";
const DATA = [
  ["José", "Köln", "12.50"],
  ["Ali", "لاہور", "7"],
];

function utf16(text: string, big: boolean): Buffer {
  const bytes = Buffer.from(text, "utf16le");
  return big ? bytes.swap16() : bytes;
}
const utf32 = (text: string): Buffer =>
  Buffer.concat(
    [...text].map((sign) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(sign.codePointAt(0)!);
      return bytes;
    }),
  );

test("every encoding that programs write is found by the bytes", async () => {
  const written: Record<string, [string, Buffer]> = {
    plain: ["utf-8", Buffer.from(TABLE)],
    mark: ["utf-8", Buffer.from(`\ufeff${TABLE}`)],
    le: ["utf-16le", utf16(`\ufeff${TABLE}`, false)],
    be: ["utf-16be", utf16(`\ufeff${TABLE}`, true)],
    unmarkedLe: ["utf-16le", utf16(TABLE.replace("لاہور", "Lahore"), false)],
    four: ["utf-32le", utf32(`\ufeff${TABLE}`)],
  };
  for (const [what, [encoding, bytes]] of Object.entries(written)) {
    const found = await read(bytes);
    assert.equal(found.detected.encoding, encoding, what);
    assert.deepEqual(
      found.columns.map((column) => column.name),
      ["Name", "City", "Total"],
      what,
    );
    assert.equal(found.data[0]![1], "Köln", what);
  }
  const old = await read(Buffer.from("Name,City,Total\nJos\xe9,K\xf6ln,\x80 5\n", "latin1"));
  assert.equal(old.detected.encoding, "windows-1252");
  assert.deepEqual(old.data, [["José", "Köln", "€ 5"]]);
  // The first letter beyond ASCII stands far behind.
  const late = await read(
    Buffer.concat([Buffer.from(`Name,City\n${"plain,text\n".repeat(100_000)}`), Buffer.from("Jos\xe9,x\n", "latin1")]),
  );
  assert.equal(late.detected.encoding, "windows-1252");
  assert.equal(late.data.at(-1)![0], "José");
});

test("separators, ends of rows and packings are found", async () => {
  for (const separator of [",", ";", "\t", "|"]) {
    for (const end of ["\n", "\r\n", "\r"]) {
      const found = await read(TABLE.replaceAll(",", separator).replaceAll("\n", end));
      assert.deepEqual([found.detected.separator, found.data], [separator, DATA], JSON.stringify([separator, end]));
    }
  }
  assert.deepEqual((await read(gzipSync(TABLE))).data, DATA);
  assert.deepEqual((await read(zipped({ "list.csv": TABLE, "__MACOSX/list.csv": "x" }))).data, DATA);
  await assert.rejects(read(zipped({ "a.csv": TABLE, "b.csv": TABLE })), /holds 2 tables/);
});

test("the splitter gives back what was written, however it is cut into pieces", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r\n", " ", "é", ";"), maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 7 }),
      (rows, size) => {
        const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join("\r\n");
        const splitter = new RowSplitter({ separator: ",", newline: "\n" });
        const found: string[][] = [];
        for (let at = 0; at < text.length; at += size) found.push(...splitter.push(text.slice(at, at + size)));
        found.push(...splitter.push("", true));
        assert.deepEqual(found, rows);
      },
    ),
  );
  assert.deepEqual(new RowSplitter({ separator: ",", newline: "\n" }).push('5" nail,x\n"a"b,c\n', true), [
    ['5" nail', "x"],
    ["ab", "c"],
  ]);
});

test("headers, titles above, blank rows and footers of reports are told from data", async () => {
  const report = await read(
    "Sales report\n\nName,Phone,Phone,\nAli,1,2,3\n\nSana,4,5,6\n\nCopyright 2024\nGenerated By: me\n",
  );
  assert.deepEqual(
    report.columns.map((column) => column.name),
    ["Name", "Phone", "Phone (2)", "Column 4"],
  );
  assert.deepEqual(report.data, [
    ["Ali", "1", "2", "3"],
    ["Sana", "4", "5", "6"],
  ]);
  assert.deepEqual(report.numbers, [4, 6]);
  const bare = await read("Ali,ali@example.com,3\nSana,sana@example.com,4\n");
  assert.equal(bare.detected.header, false);
  assert.equal(bare.rows, 2);
  assert.equal((await read("Email\nx@example.com\n")).detected.header, true);
  assert.equal((await read("Ali,ali@example.com,3\n", { header: true })).rows, 0);
});

test("the order of day and month is judged by all values, and asked where none tells", async () => {
  const dates = (rows: string[]): string => `When,What\n${rows.map((row) => `${row},x`).join("\n")}\n`;
  assert.equal(
    (await read(dates([...Array.from({ length: 5000 }, () => "01/02/2024"), "25/02/2024"]))).detected.dateOrder,
    "dmy",
  );
  assert.equal((await read(dates(["01/02/2024", "02/25/2024"]))).detected.dateOrder, "mdy");
  assert.equal((await read(dates(["2024-02-25"]))).detected.dateOrder, "ymd");
  const both = await read(dates(["01/02/2024", "03/04/2024"]));
  assert.deepEqual([both.detected.dateOrder, both.questions.map((question) => question.code)], ["dmy", ["dateOrder"]]);
  assert.equal((await read("Name;Total\nA;1.234,56\nB;7,5\n")).detected.decimal, ",");
  assert.equal((await read('Name,Total\nA,"1,234.56"\n')).detected.decimal, ".");
});

test("files that are no tables, broken, or grow out of measure are refused in a sentence", async () => {
  await assert.rejects(read(""), /is empty/);
  await assert.rejects(read("%PDF-1.7 xx"), /PDF/);
  await assert.rejects(read(Buffer.from("d0cf11e0a1b11ae1", "hex")), /old or protected/);
  await assert.rejects(read(gzipSync(TABLE.repeat(1000)).subarray(0, 60)), /damaged/);
  await assert.rejects(read(gzipSync(Buffer.alloc(64 * 1024 * 1024, "a,b\n"))), /unpacks to more/);
  await assert.rejects(read(`Name,City\n"never closed,x\n${"y,z\n".repeat(10)}`), /never closed/);
  await assert.rejects(read(`Name,City\n"${"x".repeat(1_100_000)}`), /longer than/);
  await assert.rejects(read(`${"a,".repeat(600)}b\n1\n`), /more than 500 columns/);
});

test("Excel sheets read like their CSV: dates, numbers, the visible sheet", async () => {
  const { writeXlsx } = await import("hucre/xlsx");
  const bytes = await writeXlsx({
    sheets: [
      { name: "Marker", state: "hidden", rows: [["x"]] },
      {
        name: "People",
        rows: [
          ["Name", "Born", "Total", "Yes"],
          ["Ali", new Date("1990-04-13T00:00:00Z"), 0.1 + 0.2, true],
          [],
          ["Sana", new Date("1985-02-01T10:30:00Z"), 7, false],
        ],
      },
    ],
  } as never);
  const found = await read(bytes);
  assert.equal(found.detected.format, "xlsx");
  assert.ok(found.detected.sheets!.includes("People"));
  const people = await read(bytes, { sheet: "People" });
  assert.deepEqual(people.data, [
    ["Ali", "1990-04-13", "0.3", "true"],
    ["Sana", "1985-02-01 10:30:00", "7", "false"],
  ]);
  await assert.rejects(read(bytes.slice(0, bytes.length - 30)), /no whole \.zip|Excel/);
});
