/** On a company's page: when its next inspection is due. */
import { element, WORDS } from "./words.js";

export default async function mount(place, raabta) {
  const { data } = await raabta.api.get("/garage-inspections", {
    query: { filter: { field: "company", op: "eq", value: raabta.record.value.id }, sort: "dueOn", limit: 1 },
  });
  const [next] = data;
  const format = new Intl.DateTimeFormat(raabta.locale, { dateStyle: "medium", timeZone: "UTC" });
  const says = next?.dueOn ? `${raabta.say(WORDS.due)} ${format.format(new Date(next.dueOn))}` : raabta.say(WORDS.none);
  place.append(element("p", { className: "garage-next", textContent: says }));
}
