/** Any sequence of making, changing, deleting, restoring, bulk changes and undoing leads where a small model says. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "#model/sql.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { perform } from "../bulk/perform.ts";
import { nextIds } from "../bulk/selection.ts";
import type { Context } from "../context.ts";
import { actingAs } from "../identity/on-behalf.ts";
import { create, deleteRecords, restoreRecords, updateRecords } from "../records/records.ts";
import { uuidv7 } from "../records/uuid.ts";
import { undoOperation } from "./undo.ts";

const FIELDS = ["name", "industry"] as const;
type Values = { name: string; industry: string | null };
type Row = Values & { gone: boolean };
/** What an operation did to one record. */
type Did =
  | { type: "created"; id: string; after: Values }
  | { type: "updated"; id: string; before: Partial<Values>; after: Partial<Values> }
  | { type: "deleted"; id: string }
  | { type: "restored"; id: string };

type Command =
  | { do: "create"; values: Values }
  | { do: "patch"; which: number; patch: Partial<Values> }
  | { do: "delete" | "restore"; which: number }
  | { do: "bulk"; where: string; to: string }
  | { do: "undo"; which: number };

const word = fc.constantFrom("a", "b", "c");
const which = fc.nat(20);
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: fc.constant("create" as const), values: fc.record({ name: word, industry: fc.option(word) }) }),
  fc.record({
    do: fc.constant("patch" as const),
    which,
    patch: fc.record({ name: word, industry: fc.option(word) }, { requiredKeys: [] }),
  }),
  fc.record({ do: fc.constantFrom("delete" as const, "restore" as const), which }),
  fc.record({ do: fc.constant("bulk" as const), where: word, to: word }),
  fc.record({ do: fc.constant("undo" as const), which }),
);

/** The same in memory. */
class Model {
  readonly rows = new Map<string, Row>();
  readonly operations: { id: string; did: Did[] }[] = [];

  change(id: string, patch: Partial<Values>): Did[] {
    const row = this.rows.get(id)!;
    const fields = FIELDS.filter((field) => field in patch && patch[field] !== row[field]);
    if (fields.length === 0) return [];
    const before = Object.fromEntries(fields.map((field) => [field, row[field]]));
    const after = Object.fromEntries(fields.map((field) => [field, patch[field]]));
    Object.assign(row, after);
    return [{ type: "updated", id, before, after }];
  }

  move(id: string, gone: boolean): Did[] {
    const row = this.rows.get(id)!;
    if (row.gone === gone) return [];
    row.gone = gone;
    return [gone ? { type: "deleted", id } : { type: "restored", id }];
  }

  undo(did: readonly Did[]): Did[] {
    return did.toReversed().flatMap((each): Did[] => {
      const row = this.rows.get(each.id)!;
      if (each.type === "deleted") return this.move(each.id, false);
      if (each.type === "restored") return this.move(each.id, true);
      if (each.type === "created")
        return FIELDS.every((field) => row[field] === each.after[field]) ? this.move(each.id, true) : [];
      if (row.gone) return [];
      const back = FIELDS.filter((field) => field in each.after && row[field] === each.after[field]);
      return this.change(each.id, Object.fromEntries(back.map((field) => [field, each.before[field]])));
    });
  }
}

async function run(ctx: Context, model: Model, each: Command): Promise<void> {
  const acting = actingAs(ctx, ctx.actor, "api", uuidv7());
  const pick = (gone: boolean, place: number): string | undefined => {
    const ids = [...model.rows].filter(([, row]) => row.gone === gone).map(([id]) => id);
    return ids[place % ids.length];
  };
  const note = (did: Did[], id = acting.operationId) => did.length > 0 && model.operations.push({ id, did });
  if (each.do === "create") {
    const { id } = await create(acting, "company", each.values);
    model.rows.set(id, { ...each.values, gone: false });
    note([{ type: "created", id, after: each.values }]);
  } else if (each.do === "patch") {
    const id = pick(false, each.which);
    if (id === undefined) return;
    await updateRecords(acting, "company", [{ id, patch: each.patch }]);
    note(model.change(id, each.patch));
  } else if (each.do === "delete" || each.do === "restore") {
    const id = pick(each.do === "restore", each.which);
    if (id === undefined) return;
    await (each.do === "delete" ? deleteRecords : restoreRecords)(acting, "company", [id]);
    note(model.move(id, each.do === "delete"));
  } else if (each.do === "bulk") {
    const object = ctx.catalogue.object("company");
    const filter = { field: "industry", op: "eq" as const, value: each.where };
    await acting.transaction(async (inner) => {
      const ids = await nextIds(inner, object, { filter, trash: false, until: uuidv7() }, null, 1000);
      await perform(inner, object, { act: "update", patch: { industry: each.to } }, ids);
    });
    const met = [...model.rows].filter(([, row]) => !row.gone && row.industry === each.where).map(([id]) => id);
    note(met.flatMap((id) => model.change(id, { industry: each.to })));
  } else {
    const operation = model.operations[each.which % model.operations.length];
    if (!operation) return;
    const { id } = await undoOperation(ctx, operation.id);
    note(model.undo(operation.did), id);
  }
}

test("the database agrees with the model after every command", async (t) => {
  const { ctx } = await testWorkspace(t);
  const begun = performance.now();
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (commands) => {
      const model = new Model();
      for (const each of commands) {
        await run(ctx, model, each);
        const rows = await ctx.db.query<{ id: string; name: string; industry: string | null; gone: boolean }>(
          sql`select id, name, industry, deleted_at is not null as gone from companies where id = any(${[...model.rows.keys()]}::uuid[]) order by id`,
        );
        const expected = [...model.rows]
          .map(([id, row]) => ({ id, ...row }))
          .toSorted((a, b) => (a.id < b.id ? -1 : 1));
        assert.deepEqual(
          rows.map(({ id, name, industry, gone }) => ({ id, name, industry, gone })),
          expected,
        );
      }
      await ctx.db.query(sql`update companies set deleted_at = now(), industry = null`);
    }),
    {
      numRuns: 40,
      interruptAfterTimeLimit: Math.max(1000, 6000 - (performance.now() - begun)),
      markInterruptAsFailure: false,
    },
  );
});
