/** The rooms of the rail: what the person may see, in the order of the loop. */
import { objectByName, type Meta, type MetaObject, type MetaPage } from "../api/meta.ts";
import { paths } from "../paths.ts";

/** Collect and know, act, measure, decide; areas not named here follow. */
const ORDER = ["customers", "activities", "sales", "service", "marketing", "journeys", "loyalty", "custom"];
const place = (area: string) => (ORDER.includes(area) ? ORDER.indexOf(area) : ORDER.length);

export interface Room {
  area: string;
  objects: MetaObject[];
}

export function roomsOf(meta: Meta): Room[] {
  const shown = meta.objects.filter((object) => !object.internal && !object.childOf && object.rights.read);
  const areas = [...new Set(shown.map((object) => object.area))].sort((a, b) => place(a) - place(b));
  return areas.map((area) => ({ area, objects: shown.filter((object) => object.area === area) }));
}

/** The first room that the person may see and that exists. */
export function homeOf(meta: Meta): string {
  const { slug } = meta.workspace;
  const object = objectByName(meta, "customer") ?? roomsOf(meta)[0]?.objects[0];
  if (object?.rights.read) return paths.list(slug, object.path);
  const next = roomsOf(meta)[0]?.objects[0];
  return next ? paths.list(slug, next.path) : paths.settings(slug);
}

/** What can be made from anywhere: the objects in rooms that a general form can create. */
export const creatable = (meta: Meta): MetaObject[] =>
  meta.objects.filter((object) => !object.internal && !object.childOf && object.rights.create);

export const may = (meta: Meta, capability: Meta["me"]["capabilities"][number]): boolean =>
  meta.me.capabilities.includes(capability);

/** Those of modules that stand in the rail. */
export const modulePages = (meta: Meta): MetaPage[] => meta.pages.filter(({ place }) => place === "rail");

/** Does the role read every record of the object, or only some people's? An empty list means something else then. */
export function seesAll(meta: Meta, object: MetaObject): boolean {
  const { objects, standard } = meta.me.rights;
  return (objects[object.name] ?? standard).read === "all" || object.ownership.by === "none";
}
