/** A house with some records in it, for made-up requests by a key that may do everything. */
import { testHouse } from "#server/http/house.fixtures.ts";
import { createMetrics } from "#server/http/metrics.ts";
import { allRoutes } from "#server/routes/index.ts";
import { fuzz, type Outcome } from "./fuzz.ts";

export async function fuzzHouse(
  t: { after(hook: () => Promise<void>): void },
  options: { requests: number; seed: number },
): Promise<Outcome> {
  const { house, key } = await testHouse(t, { rateLimit: 0 });
  const { speak } = await key("owner");
  await speak("POST", "/api/v1/custom-objects", { name: "x_thing", label: { en: { one: "Thing", many: "Things" } } });
  await speak("POST", "/api/v1/custom-fields", { object: "x_thing", type: "money", label: { en: "Worth" } });
  const inputs = [
    ["/api/v1/x-things", { name: "Lamp post", x_worth: { amount: "3", currency: "PKR" } }],
    ["/api/v1/companies", { name: "Example Traders", emails: ["a@example.com"] }],
    ["/api/v1/contacts", { name: "Amina Khan", phones: ["0300 1234567"] }],
    ["/api/v1/products", { name: "Lamp", code: "L1" }],
    ["/api/v1/tags", { name: "vip" }],
  ] as const;
  for (const [path, input] of inputs) await speak("POST", path, input);
  const { catalogue } = await house.engine.workspaces.get("test");
  const routes = allRoutes(house, createMetrics(house.engine.database), catalogue);
  const file = `--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname,email\nA,a@example.com\n\r\n--x--`;
  await speak("POST", "/api/v1/imports", file, { "content-type": "multipart/form-data; boundary=x" });
  return fuzz(speak, routes, catalogue, options);
}
