/** The page of inspections that are due within so many days. */
import { element, WORDS } from "./words.js";

export default async function mount(place, raabta) {
  const style = element("link", { rel: "stylesheet", href: new URL("garage.css", import.meta.url).href });
  const days = element("input", { type: "number", min: "1", max: "999", value: "30", id: "garage-days" });
  const label = element("label", { htmlFor: "garage-days", textContent: `${raabta.say(WORDS.within)} ` });
  const list = element("ul", { className: "garage-due" });
  const rule = element("p", { className: "garage-rule" });
  rule.append(label, days, ` ${raabta.say(WORDS.days)}`);
  place.append(style, rule, list);

  const format = new Intl.DateTimeFormat(raabta.locale, { dateStyle: "medium", timeZone: "UTC" });
  const show = async () => {
    const before = new Date(Date.now() + Number(days.value) * 86_400_000).toISOString().slice(0, 10);
    const { data } = await raabta.api.get("/garage/due", { query: { before } });
    const lines = data.map((inspection) => {
      const address = raabta.paths.record("garageInspection", inspection.id);
      const link = element("a", { href: address, textContent: inspection.subject });
      link.addEventListener("click", (event) => {
        event.preventDefault();
        raabta.go(address);
      });
      const line = element("li");
      line.append(link, ` · ${raabta.say(WORDS.due)} ${format.format(new Date(inspection.dueOn))}`);
      return line;
    });
    list.replaceChildren(...(lines.length > 0 ? lines : [element("li", { textContent: raabta.say(WORDS.none) })]));
  };
  days.addEventListener("change", () => void show());
  await show();
}
