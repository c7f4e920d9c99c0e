/** A workspace with one record of everything in the hands of one team, another workspace beside it, and callers who must not know. */
import assert from "node:assert/strict";
import { sql } from "#model/sql.ts";
import { putAccount } from "#engine/identity/accounts.ts";
import { create } from "#engine/records/records.ts";
import type { Rights } from "#model/rights.ts";
import { PASSWORD, roleId, testHouse, type Speak } from "#server/http/house.fixtures.ts";

/** Stands in every text of the planted records, and nowhere else. */
export const CANARY = "zqcanary";

const TEAM = { read: "team", create: true, update: "team", delete: "team", export: true } as const;
const NARROW: Rights = { standard: TEAM, objects: {}, capabilities: ["import", "export", "insight"] };

export async function world(t: { after(hook: () => Promise<void>): void }) {
  const made = await testHouse(t, { rateLimit: 0 });
  const { house, ctx, person, key, speak, signIn } = made;
  const owner = await person("owner");
  await ctx.db.query(sql`update roles set rights = ${JSON.stringify(NARROW)}::jsonb where key = 'sales'`);
  house.identity.forgetRights("test");
  const ids = await plant(owner.speak, owner.id);
  const south = await post(owner.speak, "teams", { name: "South" });
  const [mate, stranger] = [await person("sales", [ids["team"]!]), await person("sales", [south])];

  const other = await house.engine.workspaces.create({
    slug: "other",
    name: "Other",
    settings: { ...ctx.workspace.settings },
  });
  const elsewhere = house.engine.systemContext(other);
  await create(elsewhere, "customObject", VEHICLE);
  await create(elsewhere, "customField", KEEPER);
  const shaped = house.engine.systemContext(await house.engine.workspaces.get("test"));
  const email = "outsider@example.com";
  const authId = await putAccount(house.identity.auth, { name: "Outsider", email, password: PASSWORD });
  await create(elsewhere, "user", { name: "Outsider", email, authId, role: await roleId(elsewhere, "owner") });
  const outsider = speak({
    cookie: await signIn(email),
    origin: "http://localhost:3000",
    "raabta-workspace": other.slug,
  });
  const blind: Record<string, Speak> = { stranger: stranger.speak, key: (await key("sales")).speak };
  return { ...made, ctx: shaped, ids, owner: owner.speak, mate: mate.speak, blind, outsider };
}

export async function post(speak: Speak, path: string, body: object): Promise<string> {
  const answered = await speak("POST", `/api/v1/${path}`, body);
  assert.ok(answered.status < 300, `${path}: ${answered.text}`);
  return answered.body.id as string;
}

export const VEHICLE = { name: "x_vehicle", label: { en: { one: "Vehicle", many: "Vehicles" } } };
export const KIND = { object: "x_vehicle", label: { en: "Kept" } };
export const KEEPER = {
  object: "x_vehicle",
  name: "x_keeper",
  type: "relation",
  label: { en: "Keeper" },
  settings: { to: "company" },
};

/** An object that the company made itself is as closed as all others. */
export async function madeOfOnesOwn(speak: Speak): Promise<Record<string, string>> {
  const customObject = await post(speak, "custom-objects", VEHICLE);
  return { customObject, customField: await post(speak, "custom-fields", KEEPER) };
}

/** Ids by the name of the object, or of what else has ids. */
export async function plant(speak: Speak, owner: string): Promise<Record<string, string>> {
  const ids: Record<string, string> = { user: owner, ...(await madeOfOnesOwn(speak)) };
  const put = async (object: string, path: string, body: object) => (ids[object] = await post(speak, path, body));
  await put("team", "teams", { name: `${CANARY} north` });
  const held = { owner, team: ids["team"] };
  await put("tag", "tags", { name: `${CANARY} tag` });
  ids["file"] = await upload(speak, "files", `${CANARY}.txt`, "content");
  await put("company", "companies", { name: `${CANARY} company`, number: CANARY, ...held });
  await put("contact", "contacts", { name: `${CANARY} contact`, company: ids["company"], ...held });
  await put("x_vehicle", "x-vehicles", { name: `${CANARY} vehicle`, x_keeper: ids["company"], ...held });
  await put("activity", "activities", { kind: "note", subject: CANARY, company: ids["company"], ...held });
  await put("product", "products", { code: CANARY, name: `${CANARY} product` });
  const customers = await speak("GET", `/api/v1/customers?q=${CANARY}`);
  ids["customer"] = customers.body.data[0].id;
  const lines = [{ description: CANARY, quantity: "1", unitPrice: "3", product: ids["product"] }];
  await put("order", "orders", { customer: ids["customer"], notes: CANARY, lines, ...held });
  ids["orderLine"] = (await speak("GET", `/api/v1/orders/${ids["order"]}`)).body.lines[0].id;
  await put("currencyRate", "currency-rates", { currency: "USD", rate: "280", validFrom: "2020-01-01" });
  await put("suppression", "suppressions", { channel: "email", address: `${CANARY}@example.com` });
  await put("role", "roles", { name: `${CANARY} role`, rights: NARROW });
  await put("view", "views", { name: `${CANARY} view`, object: "company", definition: {} });
  await put("businessRule", "business-rules", {
    object: "x_vehicle",
    kind: "readOnly",
    fields: ["name"],
    active: false,
  });
  await put("recordType", "record-types", KIND);
  await put("pageLayout", "page-layouts", { object: "x_vehicle", forTeam: ids["team"], groups: [] });
  await put("apiKey", "api-keys", { name: `${CANARY} key`, role: ids["role"] });
  await put("invitation", "invitations", { email: `${CANARY}@example.com`, role: ids["role"] });
  const steps = [{ do: "update", set: { notes: "Done" } }];
  await put("customAction", "custom-actions", {
    object: "company",
    name: "x_mine",
    label: { en: "Done with" },
    steps,
  });
  const trigger = { on: "created" };
  await put("automation", "automations", { name: `${CANARY} automation`, object: "company", trigger, steps });
  const address = `https://${CANARY}.example/hook`;
  await put("webhook", "webhooks", { name: `${CANARY} hook`, address, role: ids["role"], topics: [] });
  const bulk = await speak("POST", "/api/v1/companies/bulk", { act: "restore", q: CANARY });
  assert.equal(bulk.status, 202, bulk.text);
  [ids["bulk"], ids["job"]] = [bulk.body.id, bulk.body.jobId];
  const changed = await speak("PATCH", `/api/v1/companies/${ids["company"]}`, { notes: CANARY });
  ids["operation"] = String(changed.headers["raabta-operation"]);
  await put("export", "exports", { object: "company", q: CANARY });
  ids["import"] = await upload(speak, "imports?object=company", "c.csv", `Name\n${CANARY}\n`);
  return ids;
}

async function upload(speak: Speak, path: string, name: string, content: string): Promise<string> {
  const body = `--xx\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${content}\r\n--xx--\r\n`;
  const headers = { "content-type": "multipart/form-data; boundary=xx" };
  const answered = await speak("POST", `/api/v1/${path}`, body, headers);
  assert.equal(answered.status, 201, answered.text);
  return answered.body.id as string;
}
