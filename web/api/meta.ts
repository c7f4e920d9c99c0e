/** What the workspace consists of for the person signed in: its objects and fields with their rights. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { learnPhonePlan, type PhonePlan } from "#fields/phones/home.ts";
import type { BusinessRule } from "#model/business-rule.ts";
import type { Filter } from "#model/filter.ts";
import type { FieldDefinition, Operand, Storage } from "#model/field.ts";
import type { Ownership } from "#model/object.ts";
import type { LayoutGroup } from "#model/page-layout.ts";
import type { Operator } from "#model/operator.ts";
import type { Capability, Rights } from "#model/rights.ts";
import type { Pin } from "#model/view-parts.ts";
import { learnOwnWords } from "../language/own-words.ts";
import { api, currentWorkspace } from "./client.ts";

export interface MetaField extends FieldDefinition {
  name: string;
  source: "own" | "owner" | "system" | "statistics" | "computed";
  /** How it is reckoned from other fields, where it is. */
  computed?: "formula" | "lookup" | "rollUp";
  access: "write" | "read";
  operators: Partial<Record<Operator, Operand>>;
  sortable: boolean;
  /** Can be summed: amounts of money in the base currency. */
  amount?: boolean;
  /** Can be grouped by day, month … */
  steps?: boolean;
  storage: Storage;
  /** The object it points at. */
  target?: string;
}

/** A type of an object's records. */
export interface MetaType {
  name: string;
  /** May the person give it? */
  open: boolean;
  /** Where its records are laid out otherwise than the others. */
  layout?: LayoutGroup[];
  create?: string[];
}

export interface MetaObject {
  name: string;
  plural: string;
  /** Words of an administrator by language; only of objects that the company made. */
  label?: Record<string, { one: string; many: string }>;
  /** The segment of its address: `order-lines`. */
  path: string;
  area: string;
  icon: string;
  title: string[];
  internal?: boolean;
  childOf?: { object: string; field: string };
  ownership: Ownership;
  /** Everyone's own, shared by who has it: roles say nothing of it. */
  shared?: boolean;
  list: { columns: string[]; sort: string };
  layout: LayoutGroup[];
  /** The object's own, where the company lays it out differently; for those who look after the settings. */
  ownLayout?: LayoutGroup[];
  ownCreate?: string[];
  create: string[];
  timeline?: boolean;
  /** The types of its records, the one that new ones begin with first. */
  types?: MetaType[];
  rules?: BusinessRule[];
  rights: { read: boolean; create: boolean; update: boolean; delete: boolean; export: boolean; merge: boolean };
  fields: MetaField[];
  /** Fields of other objects that point here. */
  related: { object: string; path: string; field: string; name: string }[];
  /** Where a filter may ask of few related records only: the fields that it may, by relation. */
  reaches?: Record<string, readonly string[]>;
}

export interface MetaAction {
  object: string;
  name: string;
  label?: Record<string, string>;
  icon: string | null;
  places: ("record" | "list")[];
  inputs: {
    name: string;
    type: string;
    label?: Record<string, string>;
    required?: boolean;
    settings?: Record<string, unknown>;
  }[];
  condition: Filter | null;
}

/** A page or panel that a module brings. */
export interface MetaScreen {
  module: string;
  name: string;
  label: Record<string, string>;
  /** Of its script, on this server. */
  url: string;
}

export interface MetaPage extends MetaScreen {
  icon: string;
  place: "rail" | "settings";
}

export interface MetaPanel extends MetaScreen {
  object: string;
}

/** What a module's step asks for. */
export interface MetaStep {
  name: string;
  label: Record<string, string>;
  object?: string;
  inputs: MetaAction["inputs"];
}

export interface WorkspaceSettings {
  country: string;
  language: string;
  baseCurrency: string;
  timeZone: string;
  weekStart: number;
  fiscalYearStart?: string;
  numberingSystem?: string;
  sample?: boolean;
  /** The sample records of a template are there: what made them. */
  sampleOperation?: string;
  sandboxOf?: string;
  trashDays?: number | null;
}

export interface Meta {
  workspace: { slug: string; name: string; settings: WorkspaceSettings };
  me: {
    id: string;
    name: string;
    email: string;
    language?: string;
    theme?: string;
    role: { id: string; name: string };
    teams: { id: string; name: string }[];
    rights: Rights;
    capabilities: Capability[];
    pins: Pin[];
    /** Somebody else looks with this person's rights. */
    seen?: true;
  };
  currencies: string[];
  phonePlan?: PhonePlan;
  objects: MetaObject[];
  /** What the person may press. */
  actions: MetaAction[];
  steps: MetaStep[];
  pages: MetaPage[];
  panels: MetaPanel[];
}

export const metaQuery = (slug: string) =>
  queryOptions({
    queryKey: ["meta", slug],
    queryFn: async ({ signal }) => {
      const meta = await api.get<Meta>("/meta", { signal, workspace: slug });
      learnOwnWords(meta.objects);
      learnPhonePlan(meta.workspace.settings.country, meta.phonePlan);
      return meta;
    },
    staleTime: 5 * 60_000,
  });

/** The meta of the workspace in the address; only inside `/w/…`. */
export function useMeta(): Meta {
  return useSuspenseQuery(metaQuery(currentWorkspace() ?? "")).data;
}

export const objectByName = (meta: Meta, name: string) => meta.objects.find((object) => object.name === name);
export const objectByPath = (meta: Meta, path: string) => meta.objects.find((object) => object.path === path);
export const fieldOf = (object: MetaObject, name: string) => object.fields.find((field) => field.name === name);
