/** The configuration as files: one for each thing, in an order that does not depend on the workspace. */
import { z } from "zod";
import type { CatalogueObject } from "#model/catalogue.ts";
import { configuredFields, configurationOf, identityOf, keyOf } from "#model/configuration.ts";
import { InvalidInput, type Issue } from "#model/errors.ts";
import { columnText, isObject, type Json, type JsonObject } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { folderOf } from "./file-names.ts";
import { configuredObjects, inOrder, SETTINGS, type Thing } from "./thing.ts";

/** Path → text. */
export type ConfigurationFiles = Record<string, string>;

/** Rises when files of an earlier release could be misread. */
const FORMAT = 1;
const HEAD = "raabta.json";
/** The object of the product whose fields a file tells of. */
const EXTENDS = "extends";

const headSchema = z.strictObject({
  format: z.literal(FORMAT, `is ${FORMAT}: files of another release of Raabta cannot be read`),
  /** All there is: what no file names is retired. Otherwise the files add and change. */
  whole: z.boolean(),
  name: z.record(z.string(), z.string()).optional(),
  about: z.record(z.string(), z.string()).optional(),
});
export type Head = z.infer<typeof headSchema>;

export interface Wanted {
  /** What is new and can be switched on or off is so; without it as it begins by itself. */
  active?: boolean | undefined;
  whole: boolean;
  head: Head;
  things: Thing[];
}

const written = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`;

/** @param things as they stand; `title` is what the whole is called */
export function toFiles(ctx: Context, things: readonly Thing[]): ConfigurationFiles {
  const contents = new Map<string, JsonObject>([[HEAD, { format: FORMAT, whole: true }]]);
  for (const thing of things.filter(({ place }) => place === "")) contents.set(thing.file, thing.values);
  const lines = things.filter(({ place }) => place !== "");
  for (const [file, own] of Map.groupBy(lines, (thing) => thing.file)) {
    const { by, as } = configurationOf(ctx.catalogue.object(own[0]!.object).definition)!.within!;
    const around = contents.get(file) ?? { [EXTENDS]: own[0]!.values[by]! };
    const list = own
      .toSorted((a, b) => position(a) - position(b) || (a.place < b.place ? -1 : 1))
      .map(({ values: { [by]: _owner, ...rest } }) => rest);
    contents.set(file, { ...around, [as]: list });
  }
  return Object.fromEntries(
    [...contents].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([file, values]) => [file, written(values)]),
  );
}

const position = ({ values }: Thing): number => Number(values["position"] ?? 0);

/** @throws InvalidInput with an issue for each fault, its path being file and place */
export function readFiles(ctx: Context, files: ConfigurationFiles): Wanted {
  const reading = new Reading(ctx);
  const head = reading.head(files[HEAD]);
  const paths = Object.keys(files).filter((path) => path !== HEAD);
  for (const path of paths.toSorted((a, b) => (a < b ? -1 : 1))) reading.file(path, files[path]!);
  if (reading.issues.length > 0 || !head) throw new InvalidInput(reading.issues);
  return { whole: head.whole, head, things: reading.things };
}

/** What files call a thing, for people and for faults. */
export const placeOf = ({ file, place }: Pick<Thing, "file" | "place">, path = ""): string =>
  [file, [place, path].filter((part) => part !== "").join(".")].filter((part) => part !== "").join(": ");

class Reading {
  readonly issues: Issue[] = [];
  readonly things: Thing[] = [];
  readonly #ctx: Context;
  readonly #objects: CatalogueObject[];
  readonly #met = new Map<string, number>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#objects = configuredObjects(ctx);
  }

  head(text: string | undefined): Head | undefined {
    if (text === undefined) {
      this.#refuse(HEAD, "is missing: it says that these files are a configuration");
      return undefined;
    }
    const parsed = headSchema.safeParse(this.#parse(HEAD, text));
    if (!parsed.success)
      for (const { path, message } of parsed.error.issues)
        this.#refuse(placeOf({ file: HEAD, place: "" }, path.join(".")), message);
    return parsed.data;
  }

  file(path: string, text: string): void {
    const content = this.#parse(path, text);
    if (content === undefined) return;
    if (path === "workspace.json") return this.#add({ name: SETTINGS }, content, path, "");
    const folder = path.split("/")[0]!;
    const object = this.#objects.find((each) => folderOf(each) === folder && !configurationOf(each.definition)!.within);
    if (!object || !path.endsWith(".json") || path.split("/").length !== 2)
      return this.#refuse(path, "is no file of a configuration, or your role may not see what it is about");
    this.#record(object, content, path);
  }

  /** A record, with those that stand in its file. */
  #record(object: CatalogueObject, content: JsonObject, path: string): void {
    const lists = this.#objects.filter((each) => configurationOf(each.definition)!.within?.object === object.name);
    const { [EXTENDS]: extended, ...rest } = content;
    const owner = typeof extended === "string" ? extended : keyOf(object, content)[0];
    const listed = (name: string) => lists.find((each) => configurationOf(each.definition)!.within!.as === name);
    const head = Object.fromEntries(Object.entries(rest).filter(([name]) => !listed(name)));
    if (lists.length > 0 && extended !== undefined) {
      for (const name of Object.keys(head))
        this.#refuse(placeOf({ file: path, place: name }), `stands only in files of objects of one's own`);
      if (!this.#ctx.catalogue.objects.has(columnText(extended)))
        this.#refuse(placeOf({ file: path, place: EXTENDS }), `there is no object "${columnText(extended)}"`);
    } else this.#add(object, head, path, "");
    for (const [name, value] of Object.entries(rest)) {
      const list = listed(name);
      if (list) this.#list(list, value, String(owner), path);
    }
  }

  #list(object: CatalogueObject, value: Json, owner: string, path: string): void {
    const { by, as } = configurationOf(object.definition)!.within!;
    if (!Array.isArray(value)) return this.#refuse(placeOf({ file: path, place: as }), "is a list");
    value.forEach((each, index) => {
      if (!isObject(each)) return this.#refuse(placeOf({ file: path, place: `${as}.${index}` }), "is an object");
      const name = typeof each["name"] === "string" ? each["name"] : String(index);
      this.#add(object, { [by]: owner, ...each } as JsonObject, path, `${as}.${name}`);
    });
  }

  /** In a beginning that is said in several languages a name is that of the workspace. */
  #spoken(object: CatalogueObject, values: JsonObject): JsonObject {
    const { language } = this.#ctx.workspace.settings;
    const chosen = Object.entries(values).map(([name, value]) => {
      const isText = object.fields.get(name)?.type.name === "text";
      return [name, isText && isObject(value) ? (value[language] ?? value["en"] ?? null) : value] as const;
    });
    return Object.fromEntries(chosen) as JsonObject;
  }

  #add(object: CatalogueObject | { name: typeof SETTINGS }, said: JsonObject, file: string, place: string): void {
    if (!("fields" in object)) {
      this.things.push({ object: SETTINGS, identity: SETTINGS, title: SETTINGS, values: said, file, place });
      return;
    }
    const values = this.#spoken(object, said);
    const known = new Set(configuredFields(object).map((field) => field.name));
    for (const name of Object.keys(values))
      if (!known.has(name)) this.#refuse(placeOf({ file, place }, name), `is nothing that ${object.plural} have`);
    const key = keyOf(object, values);
    if (key.some((part) => part === ""))
      return this.#refuse(placeOf({ file, place }, configurationOf(object.definition)!.key.at(-1)), "is needed");
    const same = identityOf(object, values);
    const nth = this.#met.get(`${object.name} ${same}`) ?? 0;
    this.#met.set(`${object.name} ${same}`, nth + 1);
    const identity = nth === 0 ? same : `${same}#${nth + 1}`;
    this.things.push({
      object: object.name,
      identity,
      title: key.join(" "),
      values: this.#read(object, values, file, place),
      file,
      place,
    });
  }

  /** Values as their types read them, so that `1` and `"1"` are no difference. Names of others are found later. */
  #read(object: CatalogueObject, values: JsonObject, file: string, place: string): JsonObject {
    const read: JsonObject = {};
    for (const field of configuredFields(object)) {
      const value = values[field.name];
      if (value === undefined || value === null || value === "") continue;
      const parsed = field.target ? { value } : field.type.parse(value, field.definition, this.#ctx.workspace.settings);
      if ("value" in parsed) read[field.name] = field.type.name === "json" ? inOrder(parsed.value) : parsed.value;
      else this.#refuse(placeOf({ file, place }, parsed.issue.path ?? field.name), parsed.issue.message);
    }
    return read;
  }

  #parse(file: string, text: string): JsonObject | undefined {
    try {
      const value: unknown = JSON.parse(text);
      if (isObject(value)) return value as JsonObject;
      this.#refuse(file, "is a JSON object");
    } catch (error) {
      this.#refuse(file, `is no JSON: ${(error as Error).message}`);
    }
    return undefined;
  }

  #refuse(path: string, message: string): void {
    this.issues.push({ path, message });
  }
}
