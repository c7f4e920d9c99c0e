/**
 * An administrator shapes the system in one go: field, rule, figure, page, role, automation; looks as another, takes it along as a file, applies it to
 * the live workspace and goes back there. The same for each language: its words stand in messages/.
 */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { Person } from "./browser.ts";
import { seed, type Hand } from "./seed.ts";
import { LANGUAGES, spoken, type Language } from "./spoken.ts";

const DAY_MS = 86_400_000;

/** Clicks, Enters and shortcuts that the whole walk may cost; its pages are gone to by their addresses. */
export const MOST_CLICKS = 16;

/** What is made, in all languages. */
const WARRANTY = { en: "Warranty", hi: "वारंटी", ur: "وارنٹی" };
export const FIGURE = { en: "Orders in 12 months", hi: "12 महीनों में ऑर्डर", ur: "12 ماہ میں آرڈر" };
/** What programs call it: made of its word, in Latin letters. */
const FIGURE_NAME = { en: "x_ordersIn12Months", hi: "x_mahinonMenOrdar12", ur: "x_mahMinArdar12" };
const PROPOSAL = { en: "Proposal", hi: "प्रस्ताव", ur: "تجویز" };
const TEAM = "North";

/** What the live workspace has before: a team, the stages of its orders, and salespeople who see all of them. */
export async function prepare(live: Hand): Promise<void> {
  await live.send("POST", "/teams", { name: TEAM });
  const options = [
    { value: "proposal", label: PROPOSAL },
    { value: "agreed", label: { en: "Agreed", hi: "तय", ur: "طے" } },
  ];
  await live.send("POST", "/custom-fields", {
    object: "order",
    type: "choice",
    label: { en: "Stage", hi: "चरण", ur: "مرحلہ" },
    settings: { options },
  });
  const { id, rights } = await salesOf(live);
  const order = { ...rights.objects["order"], read: "all" };
  await live.send("PATCH", `/roles/${id}`, { rights: { ...rights, objects: { ...rights.objects, order } } });
}

interface Role {
  id: string;
  key: string | null;
  rights: { objects: Record<string, { read: unknown; fields?: object }> };
}

async function salesOf(hand: Hand): Promise<Role> {
  const { data } = await hand.send<{ data: Role[] }>("GET", "/roles");
  return data.find(({ key }) => key === "sales")!;
}

/** Where it is tried: a sandbox of the live workspace, with some customers; whoever tries it is in the team. */
export async function sandboxOf(live: Hand, language: Language) {
  const { workspace } = await live.send<{ workspace: { slug: string } }>("POST", "/configuration/sandbox", {});
  const hand = live.in(workspace.slug);
  const { order, company } = await seed(hand, 12);
  const agreed = new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 10);
  await hand.send("PATCH", `/companies/${company}`, { nextTouchOn: agreed });
  const { data: teams } = await hand.send<{ data: { id: string; name: string }[] }>("GET", "/teams");
  const { data: users } = await hand.send<{ data: { id: string }[] }>("GET", "/users");
  const team = teams.find(({ name }) => name === TEAM)!;
  await hand.send("PATCH", `/users/${users[0]!.id}`, { teams: [team.id] });
  for (const each of [hand, live]) await each.send("PATCH", "/me", { language });
  return { hand, order, company };
}

export interface Walked {
  clicks: number;
  /** Of each part of the walk. */
  counted: string;
  seconds: number;
}

/** @param name of the pictures that are taken */
export async function shapeAndApply(person: Person, live: Hand, language: Language, name: string): Promise<Walked> {
  const { page } = person;
  const say = spoken(language);
  const { hand, order, company } = await sandboxOf(live, language);
  const base = `/w/${hand.slug}`;
  await page.goto("/");
  await page.evaluate((value) => localStorage.setItem("raabta.language", value), language);
  const began = performance.now();
  const before = person.clicks;
  const counted: string[] = [];
  let last = before;
  const step = async (what: string): Promise<void> => {
    counted.push(`${what} ${person.clicks - last}`);
    last = person.clicks;
    await person.settle();
  };
  const look = async (what: string): Promise<void> => {
    await person.settle();
    await person.picture(`${name}-${what}`);
  };
  const box = (label: string): Locator => page.getByRole("textbox", { name: label, exact: true });
  /** Typed, and gone on with Tab: what fits best is taken. */
  const choose = async (label: string, word: string): Promise<void> => {
    const input = page.getByRole("combobox", { name: label, exact: true });
    await input.fill(word);
    await page.locator("[role=option][data-combobox-selected]", { hasText: word }).waitFor();
    await page.keyboard.press("Tab");
    await page.waitForFunction(([element, text]) => (element as HTMLInputElement).value.includes(text as string), [
      await input.elementHandle(),
      word,
    ] as const);
  };
  const sheet = page.getByRole("dialog");
  const button = (label: string, within: Locator = page.locator("body")): Locator =>
    within.getByRole("button", { name: label, exact: true }).first();
  const said = page.getByRole("alert");

  // 1–2: a field where it is missed, in three languages, asked for at one stage.
  await page.goto(`${base}/orders/${order}`);
  await person.click(button(say("shape.addField")));
  await box(say("shape.word")).fill(WARRANTY[language]);
  for (const other of LANGUAGES.filter((each) => each !== language))
    await page.locator(`[role=dialog] input[lang=${other}]`).fill(WARRANTY[other]);
  await choose(say("shape.requiredAt"), PROPOSAL[language]);
  await look("field");
  await person.click(button(say("shape.addField"), sheet));
  await person.see(say("shape.fieldAdded"));
  await page.getByRole("term").filter({ hasText: WARRANTY[language] }).waitFor();
  await step("field and rule");

  // 3–4: what its name says is offered as it is to be reckoned; it stands on the page of one team.
  await page.goto(`${base}/companies/${company}`);
  await person.click(button(say("shape.addField")));
  await box(say("shape.word")).fill(FIGURE[language]);
  await choose(say("shape.pageOf"), TEAM);
  await look("figure-offered");
  const values = { objects: say("object.order.plural").toLowerCase(), days: "365", field: "" };
  await person.click(button(say("shape.figure.countRecent", values)));
  await look("figure");
  await person.press("Enter");
  await person.see(say("shape.fieldAddedApart"));
  await page.getByRole("term").filter({ hasText: FIGURE[language] }).waitFor();
  await look("company");
  await step("figure on one team's page");

  // 5–6: a role, and the system as that person sees it.
  await page.goto(`${base}/settings/roles`);
  const orders = say("object.order.plural");
  await page.getByRole("searchbox", { name: say("settings.findRight") }).fill(say("order.margin"));
  await choose(say("settings.cell", { right: say("settings.right.read"), object: orders }), say("settings.scope.team"));
  const margin = page.getByRole("group", { name: orders, exact: true }).getByRole("radiogroup", {
    name: say("order.margin"),
    exact: true,
  });
  await person.click(margin.getByText(say("settings.access.hidden"), { exact: true }));
  await look("role");
  await person.click(button(say("settings.save")));
  const role = say("role.default.sales");
  await step("role");
  await person.click(button(say("seeAs.of", { name: role }), said));
  await page.getByRole("status").filter({ hasText: role }).first().waitFor();
  await page.goto(`${base}/orders`);
  await page.getByRole("columnheader", { name: say("order.number") }).waitFor();
  assert.equal(await page.getByRole("columnheader", { name: say("order.margin"), exact: true }).count(), 0);
  await look("seen-as");
  await person.press("Escape");
  await page.locator("[role=status] button").first().waitFor({ state: "detached" });
  await step("seen as");

  // 7–9: an automation, rehearsed before it runs.
  await page.goto(`${base}/settings/automations`);
  await person.click(button(say("automations.untouched", { object: say("object.company.plural") })));
  await box(say("automation.dailyLimit")).fill("50");
  await look("automation");
  await person.click(button(say("automations.make"), sheet));
  await button(say("automations.switchOn"), sheet).waitFor();
  await look("rehearsal");
  await step("automation rehearsed");
  await person.click(button(say("automations.switchOn"), sheet));
  await page.getByText(/1 \/ 50/).waitFor();
  await look("automations");
  await step("switched on");

  // 10: programs and files have the field.
  await hasField(hand, WARRANTY[language]);

  // 11–12: the file, what it would change in the live workspace, done there and taken back.
  await page.goto(`${base}/settings/configuration`);
  const download = button(say("configuration.download")).or(
    page.getByRole("link", { name: say("configuration.download") }),
  );
  const [file] = await Promise.all([page.waitForEvent("download"), person.click(download.first())]);
  const path = await file.path();
  await page.goto(`/w/${live.slug}/settings/configuration`);
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    person.click(button(say("configuration.chooseFile"))),
  ]);
  await chooser.setFiles(path);
  await sheet.getByText(FIGURE_NAME[language]).first().waitFor();
  // What becomes of the role is said in the words of its rights.
  await sheet
    .locator("strong", { hasText: say("settings.access.hidden") })
    .first()
    .waitFor();
  await look("plan");
  const former = await shapeOf(live);
  await person.click(button(say("configuration.apply"), sheet));
  await person.see(say("configuration.appliedToast"));
  await look("applied");
  const shaped = await shapeOf(hand);
  assert.deepEqual(await shapeOf(live), shaped);
  assert.deepEqual(shaped.role, ["team", { margin: "hidden" }]);
  await step("saved, compared, applied");
  await person.click(button(say("records.undo"), said));
  await person.see(say("undo.done", { what: say("configuration.appliedToast") }));
  assert.deepEqual(await shapeOf(live), former);
  await look("gone-back");
  await step("gone back");
  return {
    clicks: person.clicks - before,
    counted: counted.join(", "),
    seconds: Math.round((performance.now() - began) / 1000),
  };
}

interface Named {
  id: string;
  name: string;
  label: object;
}

/** The field of that name in what the API answers, in its description and in a file of the list. */
async function hasField(hand: Hand, label: string): Promise<void> {
  const { data } = await hand.send<{ data: Named[] }>("GET", "/custom-fields?limit=200");
  const { name } = data.find((field) => Object.values(field.label).includes(label))!;
  const orders = await hand.send<{ data: object[] }>("GET", "/orders?limit=1");
  assert.ok(name in orders.data[0]!, Object.keys(orders.data[0]!).join(" "));
  const described = JSON.stringify(await hand.send<object>("GET", "/workspace/openapi.json"));
  assert.ok(described.includes(`"${name}"`));
  const { id } = await hand.send("POST", "/exports", { object: "order", fields: ["number", name], format: "csv" });
  for (;;) {
    const { status } = await hand.send<{ status: string }>("GET", `/exports/${id}`);
    assert.notEqual(status, "failed");
    if (status === "done") break;
    await new Promise((again) => setTimeout(again, 100));
  }
  assert.match(await hand.text(`/exports/${id}/file`), new RegExp(`number,${name}`));
}

/** What was made, without what each workspace has for itself. */
async function shapeOf(hand: Hand) {
  const all = async (path: string) => (await hand.send<{ data: Record<string, unknown>[] }>("GET", path)).data;
  const fields = await all("/custom-fields?limit=200&sort=name");
  const rules = await all("/business-rules?limit=200");
  const layouts = await all("/page-layouts?limit=200&sort=object,name");
  const { rights } = await salesOf(hand);
  const automations = await all("/automations?limit=200&sort=name");
  return {
    fields: fields.map(({ object, name, label, type, settings }) => ({ object, name, label, type, settings })),
    rules: rules.map(({ object, kind, fields: of, when }) => ({ object, kind, of, when })),
    layouts: layouts.map(({ object, name, without }) => ({ object, name, without: without ?? [] })),
    role: [rights.objects["order"]?.read, rights.objects["order"]?.fields],
    automations: automations.map(({ name, object, trigger, dailyLimit }) => ({ name, object, trigger, dailyLimit })),
  };
}
