/** Texts that break other programs come in by the API and by a file, go out as CSV, and come in again: the same signs each time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { Files } from "#engine/files/files.ts";
import { createRecords } from "#engine/records/records.ts";
import { createExport, readExport } from "#engine/transfer/export/exports.ts";
import { openExport } from "#engine/transfer/export/export-files.ts";
import { guarded } from "#engine/transfer/export/formula-safe.ts";
import { changeImport } from "#engine/transfer/imports.ts";
import { done, importWorkspace, upload } from "./workspace.ts";

/** None begins or ends with a space: these are cut off everywhere. */
const NAUGHTY = [
  "null",
  "NULL",
  "undefined",
  "NaN",
  "Infinity",
  "true",
  "false",
  "nil",
  "None",
  "0",
  "-1",
  "1e308",
  "0x1F",
  "007",
  "=1+1",
  "=cmd|' /C calc'!A0",
  "+1",
  "-2+3",
  "@SUM(A1)",
  "'quoted",
  "''twice",
  "'=1",
  "\\",
  "\\N",
  "\\.",
  "\\0",
  '"',
  '""',
  'a"b',
  'a,"b",c',
  "a;b|c",
  "a	b",
  "a\nb",
  "a\r\nb",
  'a,\n"b"\n,c',
  "%s%d%n",
  "{{name}}",
  "${x}",
  "'; drop table companies; --",
  "<script>alert(1)</script>",
  "&lt;b&gt;",
  "../../etc/passwd",
  "C:\\con",
  "a/b?c#d&e=f",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "[object Object]",
  "{}",
  "[]",
  '{"a":1}',
  "$1",
  "$$",
  "شاہ جہان",
  "علی‌رضا",
  "‮abc‬",
  "राम‍",
  "क्‍ष",
  "é",
  "é",
  "ﬁ",
  "ẞ",
  "İstanbul",
  "ı",
  "𝒜𝓁𝒾",
  "Ω",
  "Ω",
  "👩‍👩‍👧‍👦",
  "🇵🇰",
  "❤️",
  "田中さん",
  "한글",
  "ᄒ",
  "Z͑ͫ̓a̴l̵g̶o",
  "a­b",
  "a\xA0b",
  "a\u2028b",
  "a﻿b",
  "�",
  "b",
];

/** Ends of lines become one kind; nothing else changes. */
const STORED = NAUGHTY.map((text) => text.replaceAll("\r\n", "\n"));

const notes = async (ctx: Context, prefix: string): Promise<string[]> =>
  (
    await ctx.db.query(
      sql<{ notes: string }>`select notes from companies where number like ${`${prefix}%`} order by number collate "C"`,
    )
  ).map((row) => row.notes);

const place = (index: number): string => String(index).padStart(3, "0");

async function bring(ctx: Context, csv: string): Promise<number> {
  const found = await upload(ctx, csv, "companies.csv", "company");
  const columns = ["name", "number", "notes"].map((field, index) => ({ index, target: { object: "company", field } }));
  await changeImport(ctx, found.id, { mapping: { ...found.mapping, key: "number", columns } });
  return (await done(ctx, found.id)).counts!.rejected;
}

async function exported(ctx: Context, uploads: string): Promise<string> {
  const { id } = await createExport(
    ctx,
    {
      kind: "list",
      object: "company",
      fields: ["name", "number", "notes"],
      sort: "number",
      trash: false,
      format: "csv",
      references: "titles",
      bom: true,
    },
    "0",
  );
  for (;;) {
    const { status, error } = await readExport(ctx, id);
    assert.notEqual(status, "failed", error ?? "");
    if (status === "done") break;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  let text = "";
  for await (const piece of (await openExport(new Files(uploads), ctx.workspace.id, id)).setEncoding("utf8"))
    text += piece as string;
  return text;
}

test("naughty texts come through the API, a file, an export and a file again as they were", async (t) => {
  const { ctx, uploads } = await importWorkspace(t);
  await createRecords(
    ctx,
    "company",
    NAUGHTY.map((text, index) => ({ name: `Firm ${index}`, number: `a${place(index)}`, notes: text })),
  );
  assert.deepEqual(await notes(ctx, "a"), STORED);
  const quoted = NAUGHTY.map(
    (text, index) => `Firm ${index},b${place(index)},"${guarded(text).replaceAll('"', '""')}"\n`,
  );
  assert.equal(await bring(ctx, `Company Name,Account Number,Notes\n${quoted.join("")}`), 0);
  assert.deepEqual(await notes(ctx, "b"), STORED);
  const out = await exported(ctx, uploads);
  assert.equal(await bring(ctx, out.replaceAll(/,([ab])(?=\d{3},)/g, ",c$1")), 0);
  assert.deepEqual(await notes(ctx, "ca"), STORED);
  assert.deepEqual(await notes(ctx, "cb"), STORED);
});
