/** The administrator's walk in Hindi and in Urdu costs no more than in English. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { MOST_CLICKS, prepare, shapeAndApply } from "./administrator.walk.ts";
import { suiteSetting } from "./setting.ts";

suite("an administrator in their language", { timeout: 400_000 }, () => {
  const at = suiteSetting(prepare);

  for (const language of ["hi", "ur"] as const)
    test(`the whole walk in ${language}`, async (t) => {
      const walked = await shapeAndApply(at.person, at.hand, language, `administrator-${language}`);
      t.diagnostic(`${walked.clicks} clicks of ${MOST_CLICKS} in ${walked.seconds} s: ${walked.counted}`);
      assert.ok(walked.clicks <= MOST_CLICKS, `${walked.clicks} clicks: ${walked.counted}`);
      at.person.assertCalm();
    });
});
