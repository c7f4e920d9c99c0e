/** Which keys still open: neither revoked nor in the trash, and not outliving who made them. */
import { sql } from "#model/sql.ts";

/**
 * A condition on `api_keys k`. A key works in the name of who made it: suspended, they work no more, and neither do their keys;
 * taken up again, the keys work again. Keys made at the command line are nobody's.
 */
export const isLivingKey = sql`k.revoked_at is null and k.deleted_at is null and (k.expires_at is null or k.expires_at > now())
  and (k.created_by_id is null or exists (select 1 from users m where m.id = k.created_by_id and m.status = 'active' and m.deleted_at is null))`;
