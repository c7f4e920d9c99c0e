/** The requests that write, each with what it needs beforehand and what it leaves behind. */
import { Readable } from "node:stream";
import { sql, type Sql } from "#model/sql.ts";
import { type Context, differing } from "#engine/context.ts";
import { create, remove, update } from "#engine/records/records.ts";
import { uuidv7 } from "#engine/records/uuid.ts";
import { createImport } from "#engine/transfer/imports.ts";

export interface Asked {
  method: string;
  url: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Counts its effects as `n`: none where it was not done, one where it was. */
  effects: Sql;
}

export interface Endpoint {
  name: string;
  /** Makes what the request is about; `key` is another one for each time. */
  prepare(ctx: Context, key: string): Promise<Asked>;
}

const COMPANIES = "/api/v1/companies";

const company = (ctx: Context, key: string) =>
  create(ctx, "company", { name: `Before ${key}`, number: key, emails: `${key}@example.com` });

const count = (from: Sql): Sql => sql`select count(*)::int as n from ${from}`;

/** Effects on one record: whatever was done to it after it was made. */
const deedsOn = (id: string): Sql =>
  count(sql`events where record_id = ${id}::uuid and type <> 'created' and version is not null`);

export const endpoints: Endpoint[] = [
  {
    name: "create a company",
    prepare: async (_, key) => ({
      method: "POST",
      url: COMPANIES,
      body: { name: `Made ${key}`, number: key, emails: `${key}@example.com`, phones: "0300 1234567" },
      effects: count(sql`companies where number = ${key}`),
    }),
  },
  {
    name: "create an order with lines",
    prepare: async (ctx, key) => {
      await company(ctx, key);
      const lines = [
        { description: "Lamp", quantity: "2", unitPrice: "750" },
        { description: "Oil", quantity: "1", unitPrice: "99.50" },
      ];
      return {
        method: "POST",
        url: "/api/v1/orders",
        body: { number: `o-${key}`, customer: { number: key }, currency: "PKR", lines },
        effects: count(sql`orders where number = ${`o-${key}`}`),
      };
    },
  },
  {
    name: "change",
    prepare: async (ctx, key) => {
      const { id } = await company(ctx, key);
      return {
        method: "PATCH",
        url: `${COMPANIES}/${id}`,
        body: { name: `After ${key}`, emails: `new-${key}@example.com` },
        headers: { "if-match": '"1"' },
        effects: deedsOn(id),
      };
    },
  },
  {
    name: "delete",
    prepare: async (ctx, key) => {
      const { id } = await company(ctx, key);
      return { method: "DELETE", url: `${COMPANIES}/${id}`, effects: deedsOn(id) };
    },
  },
  {
    name: "restore",
    prepare: async (ctx, key) => {
      const { id } = await company(ctx, key);
      await remove(ctx, "company", id);
      const effects = count(sql`events where record_id = ${id}::uuid and type = 'restored'`);
      return { method: "POST", url: `${COMPANIES}/${id}/restore`, effects };
    },
  },
  {
    name: "batch",
    prepare: async (ctx, key) => {
      const [changed, deleted] = [await company(ctx, `${key}-c`), await company(ctx, `${key}-d`)];
      const operations = [
        { op: "create", data: { name: `Made ${key}`, number: key } },
        { op: "update", id: changed.id, data: { name: `After ${key}` } },
        { op: "delete", id: deleted.id },
        { op: "upsert", key: { number: `${key}-u` }, data: { name: `Brought ${key}` } },
      ];
      // All or none of the four: a part of them is no whole number.
      const effects = sql`select ((select count(*) from companies where number in (${key}, ${`${key}-u`}))
        + (select count(*) from events where record_id in (${changed.id}::uuid, ${deleted.id}::uuid) and type <> 'created'))::float8 / 4 as n`;
      return { method: "POST", url: `${COMPANIES}/batch`, body: { operations }, effects };
    },
  },
  {
    name: "merge",
    prepare: async (ctx, key) => {
      const [into, from] = [await company(ctx, `${key}-i`), await company(ctx, `${key}-f`)];
      await create(ctx, "contact", { name: `Person ${key}`, company: from.id });
      const effects = sql`select ((select count(*) from merges where from_id = ${from.id}::uuid)
        + (select count(*) from contacts where company_id = ${into.id}::uuid)
        + (select count(*) from events where record_id = ${from.id}::uuid and type = 'deleted'))::float8 / 3 as n`;
      return { method: "POST", url: `${COMPANIES}/merge`, body: { into: into.id, from: [from.id] }, effects };
    },
  },
  {
    name: "begin a bulk change",
    prepare: async (ctx, key) => {
      const { id } = await company(ctx, key);
      return {
        method: "POST",
        url: `${COMPANIES}/bulk`,
        body: { act: "update", patch: { name: "All alike" }, ids: [id] },
        effects: count(sql`bulk_runs where selection->'ids'->>0 = ${id}`),
      };
    },
  },
  {
    name: "begin a purge",
    prepare: async (ctx, key) => {
      const { id } = await company(ctx, key);
      await remove(ctx, "company", id);
      return {
        method: "POST",
        url: `${COMPANIES}/bulk`,
        body: { act: "purge", ids: [id] },
        effects: count(sql`bulk_runs where selection->'ids'->>0 = ${id}`),
      };
    },
  },
  {
    name: "undo",
    prepare: async (ctx, key) => {
      const { id } = await company(ctx, key);
      const operationId = uuidv7();
      await update(
        differing(ctx, (each) => ({ ...each, operationId })),
        "company",
        id,
        { name: "Mistaken" },
      );
      const effects = sql`select ((select count(*) from undo_runs where operation_id = ${operationId}::uuid)
        + (select count(*) from events where record_id = ${id}::uuid and via = 'undo'))::float8 / 2 as n`;
      return { method: "POST", url: `/api/v1/operations/${operationId}/undo`, body: {}, effects };
    },
  },
  {
    name: "begin an import",
    prepare: async (ctx, key) => {
      const { id } = await createImport(ctx, {
        name: "companies.csv",
        stream: Readable.from([Buffer.from(`Company,Number\nBrought ${key},${key}\n`)]),
        object: "company",
      });
      return {
        method: "POST",
        url: `/api/v1/imports/${id}/start`,
        effects: count(sql`job_runs where name = 'import' and input->'data'->>'importId' = ${id}`),
      };
    },
  },
];
