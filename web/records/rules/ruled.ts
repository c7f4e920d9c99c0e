/** How a record stands under its object's rules while one types: what is needed, locked, hidden, filled in, and open to choose. */
import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { readsOf, type BusinessRule } from "#model/business-rule.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import { objectByName, useMeta, type MetaField, type MetaObject } from "../../api/meta.ts";
import { recordQuery } from "../records.queries.ts";
import type { judge as judgeOf, Judgement } from "./judge.ts";

type Judge = typeof judgeOf;

let loaded: Judge | undefined;

/** Fetched where an object has rules, and nowhere else. */
function useJudge(wanted: boolean): Judge | undefined {
  const [judge, setJudge] = useState<Judge | undefined>(() => loaded);
  useEffect(() => {
    if (!wanted || judge) return;
    let gone = false;
    void import("./judge.ts").then((module) => {
      loaded = module.judge;
      if (!gone) setJudge(() => module.judge);
    });
    return () => {
      gone = true;
    };
  }, [wanted, judge]);
  return judge;
}

const NONE: readonly BusinessRule[] = [];
const NOTHING: ReadonlySet<string> = new Set();
const FREE: Judgement = { needed: NOTHING, locked: NOTHING, hidden: NOTHING, given: {}, open: () => undefined };

export interface Ruled extends Judgement {
  /** The field as it is asked for now. */
  asked: (field: MetaField) => MetaField;
  /** What would be needed with these values besides. */
  neededWith: (values: JsonObject) => ReadonlySet<string>;
}

/**
 * @param before the record as it stands, with the fields that were read of it; null for a new one. A rule that looks at a field
 * which was not read is left to the server, as is one that looks further than the records it points at.
 */
export function useRuled(object: MetaObject, before: JsonObject | null, after: JsonObject): Ruled {
  const meta = useMeta();
  const rules = useMemo(() => (object.rules ?? NONE).filter((rule) => isSeen(rule, before)), [object.rules, before]);
  const judge = useJudge(rules.length > 0);
  const related = useRelated(object, rules, after);
  const stood = useRelated(object, rules, before ?? {});
  const judged = (values: JsonObject): Judgement =>
    judge && rules.length > 0
      ? judge(
          meta,
          object,
          rules.filter((rule) => isRead(rule, after, related)),
          before && { ...before, ...stood },
          { ...values, ...related },
        )
      : FREE;
  const judgement = judged(after);
  return {
    ...judgement,
    asked: (field) => askedField(field, judgement, before),
    neededWith: (values) => judged({ ...after, ...values }).needed,
  };
}

/** Whether a record may go to another value of a choice, judged by what was read of it. */
export function useMoves(object: MetaObject, field: MetaField): (record: JsonObject, value: Json) => boolean {
  const meta = useMeta();
  const rules = (object.rules ?? NONE).filter(
    (rule) => (rule.kind === "moves" || rule.kind === "choices") && rule.fields[0] === field.name,
  );
  const judge = useJudge(rules.length > 0);
  return (record, value) => {
    const seen = rules.filter((rule) => isSeen(rule, record) && readsOf(rule).every((path) => !path.includes(".")));
    if (!judge || seen.length === 0) return true;
    const open = judge(meta, object, seen, record, record).open(field.name);
    if (value !== null && value === record[field.name]) return true;
    return open === undefined || (typeof value === "string" && open(value));
  };
}

const isSeen = (rule: BusinessRule, before: JsonObject | null): boolean =>
  readsOf(rule).every((path) => path.split(".").length <= 2 && (before === null || path.split(".")[0]! in before)) &&
  (before === null ||
    rule.kind === "required" ||
    rule.kind === "visible" ||
    rule.fields.every((name) => name in before));

/** While a related record is on its way, or may not be seen, its rules wait. */
const isRead = (rule: BusinessRule, after: JsonObject, related: JsonObject): boolean =>
  readsOf(rule).every((path) => {
    const [name, hop] = path.split(".");
    return hop === undefined || !isObject(after[name!]) || name! in related;
  });

/** The records that rules look at beyond this one, in the place of the relations to them. */
function useRelated(object: MetaObject, rules: readonly BusinessRule[], values: JsonObject): JsonObject {
  const meta = useMeta();
  const names = [
    ...new Set(rules.flatMap(readsOf).flatMap((path) => (path.includes(".") ? [path.split(".")[0]!] : []))),
  ];
  const asked = names.flatMap((name) => {
    const target = objectByName(meta, object.fields.find((field) => field.name === name)?.target ?? "");
    const value = values[name];
    const id = isObject(value) ? value["id"] : value;
    return target?.rights.read && typeof id === "string" ? [{ name, path: target.path, id }] : [];
  });
  return useQueries({
    queries: asked.map(({ path, id }) => ({ ...recordQuery(meta.workspace.slug, path, id), staleTime: 60_000 })),
    combine: (answers) =>
      Object.fromEntries(
        answers.flatMap(({ data }, place): [string, JsonObject][] => (data ? [[asked[place]!.name, data]] : [])),
      ),
  });
}

function askedField(field: MetaField, { needed, open }: Judgement, before: JsonObject | null): MetaField {
  const { default: _given, ...rest } = field;
  const asked: MetaField = needed.has(field.name) ? { ...rest, required: true } : field;
  const opens = open(field.name);
  const options = field["options"] as (string | { value: string })[] | undefined;
  if (!opens || !options) return asked;
  const standing = before?.[field.name] ?? null;
  const value = (option: string | { value: string }) => (typeof option === "string" ? option : option.value);
  const stands = (option: string) => (Array.isArray(standing) ? standing.includes(option) : option === standing);
  return { ...asked, options: options.filter((option) => stands(value(option)) || opens(value(option))) };
}
