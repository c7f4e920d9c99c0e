/** The screens of the tools in English and Urdu, light and dark, wide and on a phone: trash, log, merge, board, groups, dialogs of lists. */
import { suite, test } from "node:test";
import type { Person } from "./browser.ts";
import { holdInEveryLook, press, steps, type Screen } from "./looks.ts";
import { seed, type Hand } from "./seed.ts";
import { openSetting } from "./setting.ts";

interface Made {
  companies: string[];
  board: string;
  grouped: string;
}

async function fill(hand: Hand): Promise<Made> {
  await seed(hand, 12);
  const { data } = await hand.send<{ data: { id: string }[] }>("GET", "/companies?limit=4&sort=number&fields=id");
  const companies = data.map(({ id }) => id);
  await hand.send("DELETE", `/companies/${companies[3]}`);
  await hand.send("PATCH", `/companies/${companies[0]}`, { industry: "چائے" });
  await hand.send("POST", "/api-keys", { name: "Online shop", role: "sales" });
  const view = async (name: string, definition: object) =>
    (await hand.send("POST", "/views", { name, object: "order", sharing: "shared", definition })).id;
  return {
    companies,
    board: await view("Board", { layout: "board", boardField: "status" }),
    grouped: await view("Months", { groupBy: "status", totals: { total: "sum" } }),
  };
}

const choose = async ({ page }: Person, count: number) => {
  const boxes = page.getByRole("grid").getByRole("checkbox");
  for (let place = 1; place <= count; place++) await boxes.nth(place).click();
};

const screensOf = ({ companies, board, grouped }: Made): Screen[] => [
  { name: "trash", path: "/trash" },
  { name: "purging", path: "/trash", open: press("trash", "trash.purge") },
  { name: "activity log", path: "/audit" },
  { name: "what changed", path: "/audit", open: press("audit", "audit.show") },
  { name: "merge", path: `/companies/merge?ids=${companies.slice(0, 3).join(",")}` },
  { name: "nothing to merge", path: "/companies/merge?ids=" },
  { name: "board", path: `/orders?view=${board}` },
  { name: "groups and totals", path: `/orders?view=${grouped}` },
  { name: "layouts", path: "/orders?view=all", open: press("views", "list.arrange") },
  { name: "columns", path: "/orders?view=all", open: press("records", "list.columns") },
  { name: "saving a view", path: "/companies?q=tea", open: press("views", "views.saveAs") },
  { name: "exporting", path: "/companies", open: press("exports", "exports.export") },
  { name: "selection", path: "/companies", open: (person) => choose(person, 2) },
  {
    name: "changing many",
    path: "/companies",
    open: steps((person) => choose(person, 2), press("views", "bulk.edit")),
  },
  { name: "revoking a key", path: "/settings/api-keys", open: press("settings", "settings.revoke") },
];

suite("accessible tools", { timeout: 800_000 }, () => {
  test("the screens", async (t) => {
    let made: Made | undefined;
    const at = await openSetting(t, {
      fill: async (hand) => {
        made = await fill(hand);
      },
    });
    await holdInEveryLook(t, at, screensOf(made!));
  });
});
