/** Figures of what has been since the beginning of a period: of the company's calendar, as it stands. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { anchorOf } from "#model/relative-date.ts";
import { sql } from "#model/sql.ts";
import { settled } from "#test/harness/jobs.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../context.ts";
import { read } from "../query/read.ts";
import { create, createRecords } from "../records/records.ts";
import { askToMoveWindows } from "./windows.job.ts";

/** The context as the next request would have it. */
const anew = async ({ engine, workspace }: TestWorkspace): Promise<Context> =>
  engine.systemContext(await engine.workspaces.get(workspace.slug));

const field = (object: string, name: string, type: string, settings: object) => ({
  object,
  name,
  type,
  label: { en: name },
  settings: { ...settings },
});

test("a window begins with a period of the company's calendar, and moves when the calendar does", async (t) => {
  const at = await testWorkspace(t);
  await create(at.ctx, "customObject", { name: "x_deal", label: { en: { one: "Deal", many: "Deals" } } });
  await createRecords(await anew(at), "customField", [
    field("x_deal", "of", "relation", { to: "company" }),
    field("x_deal", "day", "date", {}),
  ]);
  const yearStart = (fiscalYearStart: string) =>
    at.engine.workspaces.change(at.workspace.slug, { settings: { fiscalYearStart } });
  const since = (name: string, period: string, of = "x_day") =>
    field("company", name, "rollUp", {
      object: "x_deal",
      by: "x_of",
      aggregate: "count",
      window: { field: of, since: period },
    });
  await yearStart("04-01");
  await createRecords(await anew(at), "customField", [
    since("year", "startOfFiscalYear"),
    since("quarter", "startOfFiscalQuarter"),
    since("made", "startOfFiscalYear", "createdAt"),
  ]);
  let ctx = await anew(at);
  const company = await create(ctx, "company", { name: "Mill" });
  const beginning = (of: Context, period: "startOfFiscalYear" | "startOfFiscalQuarter" | "today") =>
    anchorOf(period, of.now(), of.workspace.settings, "date");
  const dayFrom = (day: string, days: number) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  const today = beginning(ctx, "today");
  const [year, quarter] = [beginning(ctx, "startOfFiscalYear"), beginning(ctx, "startOfFiscalQuarter")];
  const days = [year, dayFrom(year, -1), dayFrom(year, -40), quarter, dayFrom(quarter, -1), today, dayFrom(today, 1)];
  const told = async (of: Context) => {
    const { x_year, x_quarter, x_made } = await read(of, "company", company.id);
    return [x_year, x_quarter, x_made];
  };
  const counted = (from: string) => days.filter((day) => day >= from && day <= today).length;
  await createRecords(
    ctx,
    "x_deal",
    days.map((day, n) => ({ name: `d${n}`, x_of: company.id, x_day: day })),
  );
  assert.deepEqual(await told(ctx), [counted(year), counted(quarter), days.length]);
  await at.engine.jobs.prepare();
  await at.engine.jobs.start();
  const moved = async () => {
    await askToMoveWindows(ctx);
    const [job] = await ctx.db.query(
      sql<{ id: string }>`select id from job_runs where name = 'rollUp.windows' order by created_at desc limit 1`,
    );
    assert.equal((await settled(ctx, job!.id)).status, "done");
  };
  await moved();
  await yearStart(dayFrom(year, -40).slice(5) === "02-29" ? "02-28" : dayFrom(year, -40).slice(5));
  ctx = await anew(at);
  const [earlier, other] = [beginning(ctx, "startOfFiscalYear"), beginning(ctx, "startOfFiscalQuarter")];
  assert.notEqual(earlier, year);
  await moved();
  assert.deepEqual(await told(ctx), [counted(earlier), counted(other), days.length]);
});
