/** Columns beside a field's own: those that a change of its kind is filling, and those that it left, by which the change is taken back. */
import { sql } from "#model/sql.ts";
import type { FieldDefinition } from "#model/field.ts";
import type { Db } from "../../../database/database.ts";
import type { Place } from "../../../events/feed.ts";
import { definitionOf, type CustomField } from "../definitions.ts";

/** `next`: being filled. `former`: as the values stood before the last change of kind. */
export type ConversionState = "next" | "former";

/** Behind all ids: everything has been read once. */
export const LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export interface StoredConversion {
  field: string;
  state: ConversionState;
  type: string;
  settings: CustomField["settings"];
  number: number;
  /** Changes of records behind this place are not in these columns yet; unknown in a workspace that came from an archive. */
  place: Place | null;
  /**
   * Of columns that were left: what PostgreSQL had committed then. Behind the place there may be changes that were made before,
   * where some old transaction is open; to move those again would take from the columns what only they still have.
   */
  snapshot: string | null;
  /** All records up to this one have been read; the last of them in the order of ids. */
  done: string | null;
}

export type PlacedConversion = StoredConversion & { place: Place };

/** The definition that its columns are made and read by. */
export const conversionDefinition = ({ type, settings, number }: StoredConversion): FieldDefinition =>
  definitionOf({ type, settings, number, label: {}, help: null } as CustomField);

/** Those that can be gone on with: whose place is known. */
export async function conversionsOf(
  db: Db,
  field: string,
): Promise<Partial<Record<ConversionState, PlacedConversion>>> {
  const rows = await db.query(sql<{
    row: string;
  }>`select json_build_object('field', field_id, 'state', state, 'type', type,
    'settings', settings, 'number', number, 'place', case when xid is not null then json_build_object('xid', xid::text, 'id', event_id) end, 'snapshot', snapshot, 'done', done_id)::text as row
    from field_conversions where field_id = ${field}::uuid`);
  const found = rows.map(({ row }) => JSON.parse(row) as StoredConversion);
  return Object.fromEntries(
    found.flatMap((conversion) => (conversion.place ? [[conversion.state, conversion as PlacedConversion]] : [])),
  );
}

/** Takes the place of one in the same state: the columns of that one go with the next reshaping. */
export async function keepConversion(db: Db, conversion: PlacedConversion): Promise<void> {
  const { field, state, type, settings, number, place, snapshot, done } = conversion;
  await db.query(sql`insert into field_conversions (field_id, state, type, settings, number, xid, event_id, snapshot, done_id)
    values (${field}::uuid, ${state}, ${type}, ${JSON.stringify(settings)}::jsonb, ${number}, ${place.xid}::xid8, ${place.id}::uuid, ${snapshot}, ${done}::uuid)
    on conflict (field_id, state) do update set type = excluded.type, settings = excluded.settings, number = excluded.number,
      xid = excluded.xid, event_id = excluded.event_id, snapshot = excluded.snapshot, done_id = excluded.done_id`);
}

export async function forgetConversion(db: Db, field: string, state: ConversionState): Promise<void> {
  await db.query(sql`delete from field_conversions where field_id = ${field}::uuid and state = ${state}`);
}
