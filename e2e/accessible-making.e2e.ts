/** The screens on which a company shapes its system, in English and Urdu, light and dark, wide and on a phone. */
import { suite, test } from "node:test";
import type { Person } from "./browser.ts";
import { holdInEveryLook, item, press, steps, tab, word, type Language, type Screen } from "./looks.ts";
import { seed, type Hand } from "./seed.ts";
import { openSetting } from "./setting.ts";

/** A little of each thing that can be made; gives the company to be explained. */
async function fill(hand: Hand): Promise<string> {
  const { company } = await seed(hand, 6);
  await hand.send("POST", "/custom-fields", { object: "company", type: "text", label: { en: "Standing" } });
  await hand.send("PATCH", `/companies/${company}`, { x_standing: "not a number" });
  const when = { field: "industry", op: "eq", value: "Retail" };
  await hand.send("POST", "/business-rules", { object: "company", kind: "required", fields: ["website"], when });
  const roles = await hand.send<{ data: { id: string; key: string }[] }>("GET", "/roles?limit=20");
  const role = roles.data.find(({ key }) => key === "sales")!.id;
  const topics = [{ object: "company", on: ["created", "updated"] }];
  await hand.send("POST", "/webhooks", { name: "Accounts", address: "https://accounts.example/hook", role, topics });
  const steps = [{ do: "update", set: { industry: "Former" } }];
  await hand.send("POST", "/custom-actions", {
    object: "company",
    label: { en: "Give notice" },
    places: ["record"],
    steps,
  });
  await hand.send("POST", "/automations", {
    name: "Shops",
    object: "company",
    trigger: { on: "updated" },
    condition: when,
    steps: [{ do: "update", set: { notes: "seen" } }],
  });
  return company;
}

const kind =
  (key: string, area = "fields") =>
  async ({ page }: Person, language: Language) => {
    await page
      .getByRole("dialog")
      .getByRole("combobox", { name: word("shape", "shape.kind", language) })
      .click();
    await page.getByRole("option", { name: word(area, key, language), exact: true }).click();
  };

const screensOf = (company: string): Screen[] => [
  { name: "configuration", path: "/settings/configuration" },
  { name: "plan", path: "/settings/configuration", open: press("configuration", "configuration.look") },
  { name: "model health", path: "/settings/health" },
  { name: "objects and fields", path: "/settings/shape" },
  { name: "adding a field", path: "/settings/shape", open: press("shape", "shape.addField") },
  {
    name: "a formula",
    path: "/settings/shape",
    open: steps(press("shape", "shape.addField"), kind("fieldType.formula", "formulas"), async (person, language) => {
      await person.page
        .getByRole("combobox", { name: word("formulas", "fieldType.formula", language) })
        .fill("name + 1");
      await person.calm();
    }),
  },
  {
    name: "another kind",
    path: "/settings/shape",
    open: steps(press("shape", "shape.changeOf", "Standing"), kind("fieldType.number"), (person) => person.calm()),
  },
  { name: "making an object", path: "/settings/shape", open: press("shape", "shape.newObject") },
  { name: "rules", path: "/settings/shape", open: tab("rules", "shape.tab.rules") },
  {
    name: "making a rule",
    path: "/settings/shape",
    open: steps(tab("rules", "shape.tab.rules"), press("rules", "rules.add")),
  },
  { name: "types of records", path: "/settings/shape", open: tab("types", "shape.tab.types") },
  {
    name: "a type of records",
    path: "/settings/shape",
    open: steps(tab("types", "shape.tab.types"), press("types", "types.add")),
  },
  { name: "layouts of pages", path: "/settings/shape", open: tab("layouts", "shape.tab.layouts") },
  { name: "webhooks", path: "/settings/webhooks" },
  {
    name: "a webhook",
    path: "/settings/webhooks",
    open: steps(press("hooks", "hooks.doings", "Accounts"), item("hooks", "hooks.change")),
  },
  {
    name: "log of a webhook",
    path: "/settings/webhooks",
    open: steps(press("hooks", "hooks.doings", "Accounts"), item("hooks", "hooks.log")),
  },
  { name: "actions", path: "/settings/actions-made" },
  { name: "an action", path: "/settings/actions-made", open: press("shape", "shape.changeOf", "Give notice") },
  { name: "automations", path: "/settings/automations" },
  {
    name: "an automation",
    path: "/settings/automations",
    open: steps(press("settings", "settings.actionsOf", "Shops"), item("automations", "automations.change")),
  },
  {
    name: "log of an automation",
    path: "/settings/automations",
    open: steps(press("settings", "settings.actionsOf", "Shops"), item("automations", "automations.log")),
  },
  {
    name: "who can do what",
    path: `/companies/${company}`,
    open: steps(press("records", "record.more"), item("records", "record.explain"), (person) => person.calm()),
  },
  {
    name: "seen as another",
    path: "/settings/roles",
    open: async (person) => {
      const { page } = person;
      await page.locator(".settings-room button:has(.tabler-icon-eye)").first().click();
      await page
        .getByRole("status")
        .filter({ has: page.locator(".tabler-icon-eye") })
        .waitFor();
      await person.calm();
    },
    close: async ({ page }) => {
      await page.getByRole("status").getByRole("button").click();
      await page.waitForURL(/settings\/roles/);
    },
  },
];

suite("accessible making", { timeout: 800_000 }, () => {
  test("the screens", async (t) => {
    let company = "";
    const at = await openSetting(t, {
      fill: async (hand) => {
        company = await fill(hand);
      },
    });
    await holdInEveryLook(t, at, screensOf(company));
  });
});
