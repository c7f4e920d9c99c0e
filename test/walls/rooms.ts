/** The table of rooms: what each may import (ARCHITECTURE.md says it in words). */
import type { Import } from "./sources.ts";

/** `fields` has three faces, and only one of them may enter most rooms. */
export type Room = string;

/** The room of a path: its first folder, with the face for fields (`fields`, `fields.sql`, `fields.view`). */
function roomOf(path: string): Room {
  const [first = ""] = path.split("/");
  if (first !== "fields") return first;
  if (path.endsWith(".sql.ts") || /^fields\/sql(-[^/]*)?\.ts$/.test(path)) return "fields.sql";
  if (path.endsWith(".tsx") || /^fields\/(views?|editors|lookup)\.ts$/.test(path)) return "fields.view";
  return "fields";
}

interface Walls {
  values: Room[];
  types?: Room[];
  /** Packages let in; all but the screens' ones where left out. */
  packages?: RegExp;
}

const screens = /^(react|react-dom|react-i18next|recharts|@mantine|@tabler|@tanstack|@xyflow)(\/|$)/;
const pure = /^(zod|libphonenumber-js)(\/|$)/;
const anything = /./;

const engineSees = ["model", "fields", "fields.sql", "engine", "messages", "migrations"];
const serverSees = [...engineSees, "crm", "channels", "server", "demo", "bench"];

const table: Record<string, Walls> = {
  model: { values: ["model"], packages: /^zod(\/|$)/ },
  fields: { values: ["model", "fields", "messages"], packages: pure },
  "fields.sql": { values: ["model", "fields", "fields.sql"], packages: /^zod(\/|$)/ },
  "fields.view": { values: ["model", "fields", "fields.view", "ui", "messages"], packages: anything },
  engine: { values: engineSees },
  channels: { values: ["model", "fields", "channels", "messages"] },
  crm: { values: ["model", "fields", "engine", "crm", "messages"], types: ["fields.sql"] },
  server: { values: serverSees, types: ["web"] },
  demo: { values: ["model", "fields", "engine", "crm", "demo", "messages"] },
  bench: { values: [...serverSees, "bench"] },
  ui: { values: ["ui"], packages: anything },
  web: {
    values: ["model", "fields", "fields.view", "ui", "web", "messages", "package.json"],
    types: ["crm"],
    packages: anything,
  },
  bin: { values: ["bin", "engine", "test"] },
  messages: { values: ["messages", "model"] },
  docs: { values: ["docs"], types: ["server"] },
};

/** Rooms whose files may import what they like: they look at the house from outside. */
const free = new Set(["test", "e2e", "verify"]);

/** Why `file` may not import this, in words; undefined where it may. */
export function refusal(file: string, imported: Import): string | undefined {
  const room = roomOf(file);
  if (free.has(room) || /\.(test|e2e|verify)\.tsx?$|\.fixtures\.ts$/.test(file) || !file.includes("/")) return;
  const walls = table[room];
  if (!walls) return `${room} is not a room of the house: add it to test/walls/rooms.ts and ARCHITECTURE.md`;
  if (!imported.ours) return refusalOfPackage(room, walls, imported);
  const target = roomOf(imported.target);
  if (target === "crm" && room === "crm") return refusalOfArea(file, imported);
  if (target === "channels" && room === "channels") return refusalOfArea(file, imported);
  if (walls.values.includes(target)) return;
  if (walls.types?.includes(target))
    return imported.typeOnly ? undefined : `${room} may import types of ${target}, not values`;
  return `${room} may not import ${target}`;
}

function refusalOfPackage(room: Room, walls: Walls, { target, typeOnly }: Import): string | undefined {
  if (walls.packages ? walls.packages.test(target) : !screens.test(target)) return;
  if (typeOnly && room.startsWith("fields")) return;
  return `${room} may not import the package ${target}`;
}

/** An area knows the others by their types alone; the registry beside the areas names them all. */
function refusalOfArea(file: string, { target, typeOnly }: Import): string | undefined {
  const own = file.split("/");
  const other = target.split("/");
  if (own.length === 2 || other.length === 2 || own[1] === other[1]) return;
  if (own[0] === "crm" && typeOnly) return;
  return `${own[0]}/${own[1]} may not import ${other[0]}/${other[1]}${own[0] === "crm" ? " but for types" : ""}`;
}
