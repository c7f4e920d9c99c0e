/** An administrator shapes the system in no more clicks than it may cost; then as much of it as a phone shows, in the dark. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { MOST_CLICKS, prepare, shapeAndApply } from "./administrator.walk.ts";
import { suiteSetting } from "./setting.ts";

suite("an administrator", { timeout: 300_000 }, () => {
  const at = suiteSetting(prepare);

  test("field, rule, figure, page, role, automation: tried, applied elsewhere and taken back", async (t) => {
    const walked = await shapeAndApply(at.person, at.hand, "en", "administrator-en");
    t.diagnostic(`${walked.clicks} clicks of ${MOST_CLICKS} in ${walked.seconds} s: ${walked.counted}`);
    assert.ok(walked.clicks <= MOST_CLICKS, `${walked.clicks} clicks: ${walked.counted}`);
    at.person.assertCalm();
  });
});
