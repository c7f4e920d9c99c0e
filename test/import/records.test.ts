import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { changeImport, previewImport } from "#engine/transfer/imports.ts";
import type { Import } from "#engine/transfer/import-row.ts";
import { list } from "#engine/query/list.ts";
import { create } from "#engine/records/records.ts";
import { brought, checked, done, importWorkspace, upload } from "./workspace.ts";

async function all(ctx: Context, object: string, sort = "createdAt"): Promise<Record<string, unknown>[]> {
  const json = await list(ctx, object, { sort, limit: 200 });
  return (JSON.parse(json) as { data: Record<string, unknown>[] }).data;
}

const targets = (found: Import): Record<string, string> =>
  Object.fromEntries(
    found.mapping.columns.flatMap(({ index, target }) =>
      target
        ? [[found.columns[index]!.name, [target.object, target.field, target.part].filter(Boolean).join(".")]]
        : [],
    ),
  );

const CONTACTS = `First Name,Last Name,Email,Mobile,Account Name,Contact Owner,Assistant,Asst. Phone,Reports To,Mailing City,Mailing Country,Birthdate,Email Opt Out,Do Not Call,Tags,Contact ID,Mystery
Ayesha,Khan,ayesha@example.com,0300 1234567,Karachi Mills,Bilal Owner,Sana Asst,021 111222,Boss Man,Karachi,Pakistan,13/04/1990,1,0,vip; export,0035g00000AbCdEAAV,x
Rahul,Sharma,rahul@example.in,+91 98765 43210,Delhi Traders,Bilal Owner,,,,New Delhi,India,01/02/1985,false,TRUE,vip,0035g00000AbCdFAAV,y
Maria,,maria@example.com,,Karachi Mills,,,,,,,,,,,0035g00000AbCdGAAV,z
`;

test("people come with their companies, tags and opt-outs; no trap is taken; the same file again makes nobody new", async (t) => {
  const { ctx } = await importWorkspace(t);
  const found = await upload(ctx, CONTACTS, "contacts.csv");
  assert.equal(found.mapping.object, "contact");
  assert.equal(found.detected.dateOrder, "dmy");
  assert.deepEqual(targets(found), {
    "First Name": "contact.name.given",
    "Last Name": "contact.name.family",
    Email: "contact.emails",
    Mobile: "contact.phones",
    "Account Name": "contact.company",
    "Mailing City": "contact.address.city",
    "Mailing Country": "contact.address.country",
    Birthdate: "contact.birthday",
    Tags: "contact.tags",
    "Contact ID": "contact.externalId",
  });
  assert.deepEqual(found.mapping.suppressions, [
    { index: 12, channel: "email" },
    { index: 13, channel: "phone" },
  ]);
  assert.equal(found.mapping.key, "externalId");
  assert.equal((await previewImport(ctx, found.id)).length, 3);
  const planned = await checked(ctx, found.id);
  assert.deepEqual(planned.counts!.objects, {
    contact: { create: 3, update: 0, unchanged: 0 },
    company: { create: 2, update: 0, unchanged: 0 },
    tag: { create: 2, update: 0, unchanged: 0 },
  });
  assert.equal((await all(ctx, "contact")).length, 0);
  const end = await done(ctx, found.id);
  assert.deepEqual(end.counts!.objects, planned.counts!.objects);
  const contacts = await all(ctx, "contact", "externalId");
  assert.deepEqual(
    contacts.map((each) => [
      (each["name"] as { full: string }).full,
      (each["company"] as { title: string } | null)?.title,
      each["birthday"],
      each["externalId"],
      (each["tags"] as { title: string }[]).map((tag) => tag.title),
    ]),
    [
      ["Ayesha Khan", "Karachi Mills", "1990-04-13", "0035g00000AbCdE", ["vip", "export"]],
      ["Rahul Sharma", "Delhi Traders", "1985-02-01", "0035g00000AbCdF", ["vip"]],
      ["Maria", "Karachi Mills", null, "0035g00000AbCdG", []],
    ],
  );
  const suppressions = await all(ctx, "suppression");
  assert.deepEqual(
    suppressions
      .map((each) => [(each["contact"] as { title: string }).title, each["channel"], each["source"]])
      .toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
    [
      ["Ayesha Khan", "email", "import"],
      ["Rahul Sharma", "phone", "import"],
    ],
  );

  const again = await brought(ctx, CONTACTS, "contacts.csv");
  assert.deepEqual(again.counts!.objects, { contact: { create: 0, update: 0, unchanged: 3 } });
  assert.equal((await all(ctx, "company")).length, 2);
  assert.equal((await all(ctx, "suppression")).length, 2);
});

test("several columns fill one list of numbers; a subject is no key", async (t) => {
  const { ctx } = await importWorkspace(t);
  await brought(
    ctx,
    "First Name,Last Name,Mobile Phone,Home Phone,Email,Secondary Email\nSana,Ali,0300 1234567,021 34567890,a@example.com,b@example.com\n",
  );
  const [sana] = await all(ctx, "contact");
  assert.deepEqual(
    (sana!["phones"] as { value: string }[]).map((each) => each.value),
    ["+923001234567", "+922134567890"],
  );
  assert.deepEqual(
    (sana!["emails"] as { value: string }[]).map((each) => each.value),
    ["a@example.com", "b@example.com"],
  );
  const calls = await brought(
    ctx,
    "Activity Type,Subject,Activity Date\nCall,Follow up,2024-05-01 10:00\nCall,Follow up,2024-05-02 10:00\n",
  );
  assert.deepEqual(calls.counts!.objects, { activity: { create: 2, update: 0, unchanged: 0 } });
});

test("existing records are completed: lists grow, parts of an address join, what is empty says nothing", async (t) => {
  const { ctx } = await importWorkspace(t);
  await create(ctx, "company", {
    name: "Old Name",
    number: "K-1",
    emails: ["first@example.com"],
    address: { street: "1 Mall Road", city: "Lahore" },
    industry: "Textiles",
  });
  const end = await brought(
    ctx,
    "Customer Number;Company Name;Email;City;Country;Industry\nK-1;New Name;second@example.com;;PK;\nK-2;Other;;Multan;Pakistan;Food\nK-2;;;;;Foods\n",
  );
  assert.deepEqual(end.counts!.objects, { company: { create: 1, update: 1, unchanged: 0 } });
  assert.equal(end.counts!.accepted, 3);
  const [first, second] = await all(ctx, "company", "number");
  assert.equal(first!["name"], "New Name");
  assert.equal(first!["industry"], "Textiles");
  assert.deepEqual(
    (first!["emails"] as { value: string }[]).map((each) => each.value),
    ["first@example.com", "second@example.com"],
  );
  assert.deepEqual(first!["address"], { street: "1 Mall Road", city: "Lahore", country: "PK" });
  assert.equal(second!["industry"], "Foods");
});

test("modes hold: only new ones, only changes; a relation that is not there is refused at its column", async (t) => {
  const { ctx } = await importWorkspace(t);
  await create(ctx, "company", { name: "There", number: "1" });
  const file = "Account Number,Company Name\n1,Changed\n2,Fresh\n";
  const first = await upload(ctx, file);
  await changeImport(ctx, first.id, { mapping: { ...first.mapping, mode: "create" } });
  const created = await done(ctx, first.id);
  assert.deepEqual(
    created.issuesSample.map((issue) => [issue.row, issue.column, issue.code]),
    [[2, "Account Number", "transfer.exists"]],
  );
  const second = await upload(ctx, "Account Number,Company Name\n1,Changed\n3,Nobody\n");
  await changeImport(ctx, second.id, { mapping: { ...second.mapping, mode: "update" } });
  const updated = await done(ctx, second.id);
  assert.deepEqual(
    updated.issuesSample.map((issue) => [issue.row, issue.code]),
    [[3, "transfer.notFound"]],
  );
  assert.deepEqual(
    (await all(ctx, "company", "number")).map((each) => each["name"]),
    ["Changed", "Fresh"],
  );
  const activities = await brought(
    ctx,
    "Activity Type,Subject,Date,Customer\nCall,Hello,2024-05-01 10:00,1\nCall,Who,2024-05-01 11:00,999\n",
    "activities.csv",
    "activity",
  );
  assert.deepEqual(
    activities.issuesSample.map((issue) => [issue.row, issue.column, issue.code]),
    [[3, "Customer", "transfer.noRelated"]],
  );
  assert.equal((await all(ctx, "activity"))[0]!["kind"], "call");
});

test("texts that break other programs come in whole or are refused by their row", async (t) => {
  const { ctx } = await importWorkspace(t);
  const names = [
    "=1+1",
    "Robert'); DROP TABLE companies;--",
    "\\N",
    "\\.",
    "a\\tb",
    '{"$ne":1}',
    "<script>alert(1)</script>",
    "null",
    "مہران ملز",
    "दिल्ली व्यापार",
    "🧵 Threads",
    "-",
    "'quoted'",
    "  spaced  ",
    "__proto__",
    "x".repeat(300),
  ];
  const csv = `Company Name,Account Number\n${names.map((name, index) => `"${name.replaceAll('"', '""')}",n${index}`).join("\n")}\nNUL\0here,bad\n`;
  const end = await brought(ctx, csv);
  assert.deepEqual(
    end.issuesSample.map((issue) => [issue.row, issue.column, issue.code]),
    [[names.length + 2, "Company Name", "issue.unstorable"]],
  );
  const stored = await ctx.db.query(sql<{ name: string }>`select name from companies order by substr(number, 2)::int`);
  assert.deepEqual(
    stored.map((row) => row.name),
    names.map((name) => name.trim()),
  );
});

test("what was mapped by hand is remembered for the next file with the same columns", async (t) => {
  const { ctx } = await importWorkspace(t);
  const file = (name: string): string => `Firma,Kdnr,Ort\n${name},7,Wien\n`;
  const first = await upload(ctx, file("Eins"), "a.csv", "company");
  assert.deepEqual(targets(first), {});
  const columns = [
    { index: 0, target: { object: "company", field: "name" } },
    { index: 1, target: { object: "company", field: "number" } },
    { index: 2, target: { object: "company", field: "address", part: "city" } },
  ];
  await changeImport(ctx, first.id, { mapping: { ...first.mapping, key: "number", columns } });
  await done(ctx, first.id);
  const second = await upload(ctx, file("Zwei"), "b.csv");
  assert.deepEqual(second.mapping.columns, columns);
  const end = await done(ctx, second.id);
  assert.deepEqual(end.counts!.objects["company"], { create: 0, update: 1, unchanged: 0 });
});
