/** An administrator shapes the system in no more clicks than it may cost; what they see holds in every look. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { FIGURE, MOST_CLICKS, prepare, shapeAndApply } from "./administrator.walk.ts";
import { barriersInEveryLook, LANGUAGES } from "./looks.ts";
import { speak, suiteSetting } from "./setting.ts";
import { spoken } from "./spoken.ts";

suite("an administrator", { timeout: 400_000 }, () => {
  const at = suiteSetting(prepare);

  test("field, rule, figure, page, role, automation: tried, applied elsewhere and taken back", async (t) => {
    const walked = await shapeAndApply(at.person, at.hand, "en", "administrator-en");
    t.diagnostic(`${walked.clicks} clicks of ${MOST_CLICKS} in ${walked.seconds} s: ${walked.counted}`);
    assert.ok(walked.clicks <= MOST_CLICKS, `${walked.clicks} clicks: ${walked.counted}`);
    at.person.assertCalm();
  });

  test("the sheet of a new field and what is found of a role hold in every look", async () => {
    const { person, base } = at;
    const { page } = person;
    for (const language of LANGUAGES) {
      const say = spoken(language);
      await speak(at, language);
      await page.goto(`${base}/settings/shape#company`);
      await person.click(person.button(say("shape.addField")));
      await page.getByRole("textbox", { name: say("shape.word"), exact: true }).fill(FIGURE[language]);
      await page.getByRole("button", { name: /365/ }).waitFor();
      assert.deepEqual(await barriersInEveryLook(person, `${language}-administrator-field`), []);
      await page.goto(`${base}/settings/roles`);
      await page.getByRole("searchbox", { name: say("settings.findRight") }).fill(say("order.margin"));
      await page
        .getByRole("radiogroup", { name: say("order.margin"), exact: true })
        .last()
        .waitFor();
      assert.deepEqual(await barriersInEveryLook(person, `${language}-administrator-role`), []);
    }
    await speak(at, "en");
    person.assertCalm();
  });
});
