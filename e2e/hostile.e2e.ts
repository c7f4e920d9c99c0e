/** Markup, templates and addresses in every text that people can write, on every screen: nothing of it runs, and the page's policy is never needed. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Page } from "playwright-core";
import { makeCatalogue, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import { plainText, type Json, type JsonObject } from "#model/json.ts";
import { fieldTypes } from "#fields/index.ts";
import { product } from "#server/product.ts";
import { MARKUP } from "./markup.ts";
import type { Hand } from "./seed.ts";
import { suiteSetting } from "./setting.ts";

/** What the page notes of what should not be. */
interface Trapped extends Window {
  trapped: string[];
}

/** Runs in each page before its own scripts. */
function setTrap(): void {
  const page = window as unknown as Trapped & Record<string, unknown>;
  page.trapped = [];
  for (const name of ["trap", "alert", "confirm", "prompt"])
    page[name] = (...told: unknown[]) => page.trapped.push(`${name}(${told.join()})`);
  document.addEventListener("securitypolicyviolation", (event) =>
    page.trapped.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
  );
}

/** What ran, or stands in the page as something that could. */
const caught = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const handlers = [...document.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes]
        .filter(
          ({ name, value }) =>
            /^on/i.test(name) ||
            (/^(href|src|action|formaction|data|srcdoc)$/i.test(name) && /^\s*(javascript|data:text)/i.test(value)),
        )
        .map(({ name, value }) => `<${element.tagName} ${name}=${value}>`),
    );
    const frames = [...document.querySelectorAll("iframe,object,embed,base")].map((element) => element.outerHTML);
    return [...(window as unknown as Trapped).trapped, ...handlers, ...frames];
  });

const objects = [...makeCatalogue(product.objects, fieldTypes).objects.values()].filter(
  ({ name, definition }) =>
    definition.written !== "own" && !definition.childOf && !definition.governedBy && !["user", "view"].includes(name),
);

/** What must be said for a record to be made at all. */
const NEEDED: Record<string, (n: number) => JsonObject> = {
  currencyRate: (n) => ({ currency: "EUR", rate: "300", validFrom: `2021-01-${String(n + 1).padStart(2, "0")}` }),
  suppression: () => ({ channel: "letter" }),
  role: () => ({
    rights: {
      standard: { read: "none", create: false, update: "none", delete: "none" },
      objects: {},
      capabilities: [],
    },
  }),
};

/** The text as the type takes texts; undefined where it takes none. */
function asValue(field: CatalogueField, text: string): Json | undefined {
  const most = (field.definition["maxLength"] as number | undefined) ?? 400;
  switch (field.type.name) {
    case "text":
      return most < 40 ? undefined : text.slice(0, most - 4);
    case "longText":
      return MARKUP.join("\n");
    case "externalId":
    case "phones":
      return text;
    case "personName":
      return { full: text.slice(0, 90), given: text.slice(0, 60), family: text.slice(0, 60) };
    case "address":
      return { street: text, city: text, region: text, postalCode: text.slice(0, 20) };
    case "url":
      return text.startsWith("javascript")
        ? text
        : `https://x.example/?${encodeURI(text)}"'><img src=x onerror=trap()>`.replaceAll(" ", "%20");
    case "emails":
      return `"${text.replaceAll(/["\\]/g, "")}"@x.example`;
    case "tags":
      return [text.slice(0, 60)];
    default:
      return undefined;
  }
}

interface Planted {
  object: CatalogueObject;
  ids: string[];
}

/** A record for each text, with the texts in its fields by turns. */
async function plant(hand: Hand, object: CatalogueObject): Promise<Planted> {
  const fields = [...object.fields.values()].filter(
    (field) => field.source === "own" && field.definition.readOnly !== true,
  );
  const made = MARKUP.map((_, n) => {
    const data: JsonObject = { ...NEEDED[object.name]?.(n) };
    fields.forEach((field, place) => {
      const value = field.name in data ? undefined : asValue(field, MARKUP[(n + place) % MARKUP.length]!);
      if (value !== undefined) data[field.name] = field.definition.unique ? `${plainText(value)} ${n}` : value;
    });
    return put(hand, object, data);
  });
  const ids = (await Promise.all(made)).filter((id) => id !== undefined);
  assert.ok(ids.length > MARKUP.length / 2, `only ${ids.length} ${object.plural}`);
  return { object, ids };
}

/** What a field refuses is left out; undefined where nothing is left that could be a record. */
async function put(hand: Hand, object: CatalogueObject, data: JsonObject): Promise<string | undefined> {
  for (;;) {
    const made = await hand.send("POST", `/${object.path}`, data).catch((error: Error) => error);
    if (!(made instanceof Error)) return made.id;
    const { issues = [] } = JSON.parse(made.message.slice(made.message.indexOf("{"))) as {
      issues?: { path: string }[];
    };
    const refused = issues.map(({ path }) => path.split(".")[0]!).filter((name) => name in data);
    if (refused.length === 0) return undefined;
    for (const name of refused) delete data[name];
  }
}

suite("hostile texts", { timeout: 300_000 }, () => {
  const planted: Planted[] = [];
  const setting = suiteSetting(async (hand) => {
    for (const object of objects) planted.push(await plant(hand, object));
    await others(hand, planted);
  });

  test("no screen runs what people have written", async (t) => {
    const { person, base, hand, program } = setting;
    const { page } = person;
    await page.addInitScript(setTrap);
    await page.goto(`${base}/companies`);
    await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=trap(1)>"));
    await page.waitForFunction(() => (window as unknown as Trapped).trapped.length > 0);
    assert.ok((await caught(page)).length > 1, "the trap is awake");
    let shown = 0;
    const from = person.complaints.length;
    // The last addresses name what is not there, and the page says so.
    person.expect(/There is no workspace/);
    const visit = async (path: string, look?: () => Promise<unknown>): Promise<void> => {
      await page.goto(path);
      await person.rest();
      await look?.();
      assert.deepEqual(await caught(page), [], path);
      if (await page.evaluate(() => /trap\d*[({,)]/.test(document.body.innerText))) shown += 1;
    };
    for (const { object, ids } of planted) {
      if (object.definition.internal !== true) await visit(`${base}/${object.path}`);
      for (const id of object.definition.internal === true ? [] : ids.filter((_, n) => n % 13 === 0))
        await visit(`${base}/${object.path}/${id}`);
    }
    const company = planted.find(({ object }) => object.name === "company")!;
    const trashed = company.ids.at(-1)!;
    await hand.send("DELETE", `/companies/${trashed}`);
    await visit(`${base}/companies/merge?ids=${company.ids.slice(0, 3).join()}`);
    for (const room of ["trash", "jobs", "audit", "insight", "import"]) await visit(`${base}/${room}`);
    const words = MARKUP.map((markup) => markup.slice(0, 80)).filter((markup) => markup.trim() !== "");
    const options = words.slice(0, 3).map((label, n) => ({ value: `v${n}`, label: { en: label } }));
    for (const en of words.slice(0, 6))
      await hand.send("POST", "/custom-fields", {
        object: "company",
        type: "choice",
        label: { en },
        settings: { options },
      });
    await hand.send("POST", "/custom-objects", { label: { en: { one: words[0], many: words[1] } } });
    await visit(`${base}/companies/${company.ids[0]}`);
    for (const room of ["profile", "company", "users", "teams", "roles", "shape", "api-keys"])
      await visit(`${base}/settings/${room}`);
    await visit(`${base}/import/${await bring(setting)}`);
    await visit(`${base}/companies`, async () => {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("trap");
      await page.getByRole("option").first().waitFor();
    });
    await visit(`${base}/companies/new`, () => page.getByRole("textbox").first().fill(MARKUP[1]!));
    assert.ok(shown > 20, `only ${shown} screens showed any of it`);
    t.diagnostic(`${shown} screens showed hostile texts`);

    // And what stands in the address itself, signed in and not.
    for (const text of MARKUP.filter((_, n) => n % 4 === 0)) {
      const part = encodeURIComponent(text);
      await visit(`${base}/companies?q=${part}&sort=${part}&view=${part}`);
    }
    for (const path of [
      `/sign-in?next=${encodeURIComponent("javascript:trap(1)")}`,
      `/reset?token=${encodeURIComponent(MARKUP[1]!)}&error=${encodeURIComponent(MARKUP[0]!)}`,
      `/invite/${encodeURIComponent(MARKUP[1]!)}`,
      `/w/${encodeURIComponent(MARKUP[1]!)}`,
      `${base}/${encodeURIComponent(MARKUP[1]!)}`,
    ])
      await visit(path);
    const bad = person.complaints.slice(from).filter((each) => !/Failed to load resource/.test(each));
    assert.deepEqual(bad, [], "no errors, no requests to other places");
    assert.ok(!program.words.includes("\u001b[31m"));
  });

  test("files that would run are not shown as pages, and no link leads elsewhere after signing in", async () => {
    const { person, hand, program, browser } = setting;
    for (const [name, type, text] of [
      ["x.html", "text/html", "<script>opener?.trap(1);parent.trap(1);trap(1)</script>"],
      [
        "x.svg",
        "image/svg+xml",
        `<svg xmlns="http://www.w3.org/2000/svg" onload="trap(1)"><script>trap(1)</script></svg>`,
      ],
      ["x.gif", "image/gif", "GIF89a/*<script>trap(1)</script>*/=0;trap(1)"],
    ] as const) {
      const { id } = await hand.upload("/files", name, type, text);
      const answer = await person.page.request.get(`/api/v1/files/${id}/content`, {
        headers: { "raabta-workspace": hand.slug },
      });
      assert.match(answer.headers()["content-security-policy"] ?? "", /sandbox/, name);
      assert.equal(answer.headers()["x-content-type-options"], "nosniff");
      // A picture is shown, as the picture that it says it is: no browser takes it for a script.
      if (type === "image/gif") assert.equal(answer.headers()["content-type"], type);
      else assert.match(answer.headers()["content-disposition"] ?? "", /^attachment/, name);
    }
    const other = await browser.newContext({ baseURL: program.url, locale: "en-GB" });
    const page = await other.newPage();
    for (const next of [
      "//trap.example",
      "/\\trap.example",
      "https://trap.example",
      "/%09/trap.example",
      "javascript:trap(1)",
    ]) {
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
      await page.getByLabel("E-mail").fill("amna@example.com");
      await page.getByRole("textbox", { name: "Password" }).fill("saffron kettle 42 north");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL((url) => url.pathname !== "/sign-in");
      assert.equal(new URL(page.url()).origin, program.url, next);
      await other.clearCookies();
    }
    await other.close();
  });
});

/** What is no record of the catalogue's own address: views, keys, names of people and of the workspace. */
async function others(hand: Hand, planted: readonly Planted[]): Promise<void> {
  const role = planted.find(({ object }) => object.name === "role")!.ids[0]!;
  await hand.send("PATCH", "/me", { name: MARKUP[1] });
  await hand.send("PATCH", "/workspace", { name: MARKUP[2] });
  for (const text of MARKUP.slice(0, 6)) {
    await hand.send("POST", "/views", {
      name: text.slice(0, 80),
      object: "company",
      definition: { filter: { field: "name", op: "contains", value: text } },
    });
    await hand.send("POST", "/api-keys", { name: text, role });
  }
}

/** An import whose file, columns and cells are hostile, checked, so that its page tells of what was refused. */
async function bring({ hand }: { hand: Hand }): Promise<string> {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const header = ["Name", "Birthday", ...MARKUP].map(quoted).join();
  const rows = MARKUP.map((text) => [text, text, ...MARKUP].map(quoted).join());
  const found = await hand.upload<{ id: string; mapping: { columns: object[] } }>(
    "/imports?object=contact",
    `${MARKUP[1]!}.csv`,
    "text/csv",
    [header, ...rows].join("\n"),
  );
  const columns = [
    { index: 0, target: { object: "contact", field: "name" } },
    { index: 1, target: { object: "contact", field: "birthday" } },
  ];
  await hand.send("PATCH", `/imports/${found.id}`, { mapping: { ...found.mapping, key: null, columns } });
  await hand.send("POST", `/imports/${found.id}/check`, {});
  for (;;) {
    const { status } = await hand.send<{ status: string }>("GET", `/imports/${found.id}`);
    if (status === "checked") return found.id;
    assert.equal(status, "checking");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
