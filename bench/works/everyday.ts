/** What people do on an ordinary day, mixed: lists of all and of one's own, records, searches, histories, changes and new records. */
import { sql } from "#model/sql.ts";
import type { Asking } from "../measure/load.ts";
import type { Ask } from "../measure/wire.ts";
import { signIn } from "../people.ts";
import type { Bench } from "./work.ts";

const RECORDS = 2_000;
const WORDS = ["khan", "mohammad", "ali sh", "fatima", "0300", "sing", "patel r", "حسن"];

/** In turn; a quarter of them write. Lists and their counts are asked for as the screens do. */
const MIX =
  "list count page record change own record search list change record new page record change own count history company search change meta";

/** What the columns show that a list begins with. */
const COLUMNS = {
  contacts: "company,emails,jobTitle,name,nextTouchOn,owner,phones",
  companies: "address,industry,legalName,name,nextTouchOn,number,owner,phones",
};
const rowsOf = (path: keyof typeof COLUMNS): string => `/api/v1/${path}?fields=${COLUMNS[path]}&limit=100&count=none`;

/** @returns requests of six people, the same ones in every run */
export async function everyday({ bench, workspace }: Bench, url: string): Promise<Asking> {
  const ctx = bench.house.engine.systemContext(workspace);
  const rows = await ctx.db.query(sql<{ id: string }>`
    select id from contacts where deleted_at is null order by hashtextextended(id::text, 1) limit ${RECORDS}`);
  const ids = rows.map((row) => row.id);
  const managers: Record<string, string>[] = [];
  const sellers: Record<string, string>[] = [];
  for (const place of [3, 5, 9])
    managers.push((await signIn(bench.house, workspace, url, `colleague${place}@bench.example`, "manager")).headers);
  for (const place of [11, 40, 90])
    sellers.push((await signIn(bench.house, workspace, url, `colleague${place}@bench.example`, "sales")).headers);
  const asks = MIX.split(" ");
  return (index) => {
    const record = `/api/v1/contacts/${ids[(index * 7919) % ids.length]}`;
    const headers = managers[index % managers.length]!;
    const write = (method: string, path: string, body: object): Ask => ({
      method,
      path,
      headers,
      body: JSON.stringify(body),
    });
    switch (asks[index % asks.length]) {
      case "list":
        return { path: rowsOf("contacts"), headers };
      case "count":
        return { path: "/api/v1/contacts?limit=1&fields=name", headers: (index % 2 ? sellers : managers)[0]! };
      case "page":
        return { path: `${rowsOf("contacts")}&sort=-createdAt`, headers };
      case "own":
        return { path: rowsOf("contacts"), headers: sellers[index % sellers.length]! };
      case "search":
        return { path: `/api/v1/search?q=${encodeURIComponent(WORDS[(index >> 3) % WORDS.length]!)}`, headers };
      case "history":
        return { path: `${record}/history`, headers };
      case "company":
        return { path: rowsOf("companies"), headers };
      case "meta":
        return { path: "/api/v1/meta", headers };
      case "change":
        return write("PATCH", record, { jobTitle: `Title ${index}` });
      case "new":
        return write("POST", "/api/v1/contacts", { name: `Person ${index} of the day` });
      default:
        return { path: record, headers };
    }
  };
}
