/** Which orders count, and which of them are purchases: the same in every figure. */
import { sql } from "#model/sql.ts";
import type { Sql } from "#fields/sql-face.ts";

/** Orders that count: neither drafts nor cancelled ones, nor those in the trash, be it with their customer. */
export const counts = (alias: string): Sql =>
  sql`${sql.ref(`${alias}.deleted_at`)} is null and ${sql.ref(`${alias}.status`)} not in ('draft', 'cancelled')
    and (${sql.ref(`${alias}.customer_id`)} is null or exists (select 1 from customers as living where living.id = ${sql.ref(`${alias}.customer_id`)} and living.deleted_at is null))`;

/** A sale above zero; a free sample is no purchase. */
export const isPurchase = (alias: string): Sql =>
  sql`${sql.ref(`${alias}.kind`)} = 'sale' and ${sql.ref(`${alias}.net_base`)} > 0`;
