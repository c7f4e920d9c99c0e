/** A filter in words, for its chip. */
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import type { Condition, Filter } from "#model/filter.ts";
import { isCondition, isRelated } from "#model/filter-kind.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import { useFormat } from "#ui/format.tsx";
import { late } from "#ui/late.tsx";
import { Dot } from "#ui/Label.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { useMeta, type MetaObject } from "../../api/meta.ts";
import { withMoreWords } from "../../language/language.ts";
import { isEmpty } from "../emptiness.ts";
import { useWords } from "../words.ts";
import { fieldName, relatedName, resolveField, resolveRelated, type ResolvedField } from "./targets.ts";

const RelativeText = late(async () => (await withMoreWords(import("./RelativeText.tsx"))).RelativeText);

function One({ target, value }: { target: ResolvedField; value: Json }) {
  const { t } = useTranslation();
  const words = useWords();
  const { field, object } = target;
  const view = viewOf(field.type);
  const optionLabel = (option: string) => words.option(object.name, field.name, option);
  if (field["options"])
    return (
      <>
        <Dot color={view.colour?.(value, field)} /> <OwnText>{optionLabel(value as string)}</OwnText>
      </>
    );
  if (isObject(value) && value["relative"] === "today") return <>{t("filter.today")}</>;
  if (isObject(value) && typeof value["relative"] === "string") return <RelativeText relative={value["relative"]} />;
  if (view.OperandText) return <view.OperandText value={value} field={field} optionLabel={optionLabel} />;
  if (typeof value === "object") return <OwnText>{JSON.stringify(value)}</OwnText>;
  return view.FilterEditor && !Array.isArray(value) && typeof value === "string" && view.align !== "end" ? (
    <view.Cell value={value} field={field} optionLabel={optionLabel} />
  ) : (
    <OwnText>{String(value)}</OwnText>
  );
}

function ConditionText({ object, node, negated }: { object: MetaObject; node: Condition; negated?: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const target = resolveField(useMeta(), object, node.field);
  if (node.field === "id" && Array.isArray(node.value))
    return <>{t("filter.chosen", { count: node.value.length, number: format.number(node.value.length) })}</>;
  if (!target) return <span dir="ltr">{node.field}</span>;
  const operand = target.field.operators[node.op] ?? "none";
  const range = (node.value ?? {}) as JsonObject;
  const value = node.value ?? null;
  const operator = t(`operator.${negated ? "not." : ""}${node.op}`);
  // Languages differ in whether the value or the operator comes first.
  const said = t(`filter.said.${node.op}`, { value: PLACE, defaultValue: `${operator} ${PLACE}` });
  const [before, after] = said.split(PLACE);
  return (
    <>
      <span>{fieldName(words, target, object)}</span>{" "}
      <span style={{ color: "var(--ink-faint)" }}>{operand === "none" ? operator : before}</span>
      <strong style={{ fontWeight: 500 }}>
        {operand === "days" && t("filter.inDays", { count: Number(value), days: format.number(Number(value)) })}
        {operand === "range" && (
          <>
            <bdi>{!isEmpty(range["from"]) && <One target={target} value={range["from"]} />}</bdi> –{" "}
            <bdi>{!isEmpty(range["to"]) && <One target={target} value={range["to"]} />}</bdi>
          </>
        )}
        {(operand === "one" || operand === "text") &&
          value !== null &&
          (typeof value === "boolean" ? t(value ? "value.yes" : "value.no") : <One target={target} value={value} />)}
        {operand === "many" &&
          ((value ?? []) as Json[]).map((one, place) => (
            <span key={JSON.stringify(one)}>
              {place > 0 && ` ${t("filter.or")} `}
              <One target={target} value={one} />
            </span>
          ))}
      </strong>
      <span style={{ color: "var(--ink-faint)" }}>{after}</span>
    </>
  );
}

/** Stands for the value in its sentence. */
const PLACE = "\u0000";

export function FilterText({ object, node }: { object: MetaObject; node: Filter }) {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  if (isCondition(node)) return <ConditionText object={object} node={node} />;
  if (isRelated(node)) {
    const target = resolveRelated(meta, object, node.has);
    const count = node.count ?? { op: "gte", value: 1 };
    return (
      <>
        {relatedName(words, meta, object, node.has)}{" "}
        <span style={{ color: "var(--ink-faint)" }}>{t(`filter.count.${count.op}`)}</span>{" "}
        <strong style={{ fontWeight: 500 }}>{count.value}</strong>
        {node.where && target && (
          <>
            {" "}
            {t("filter.where")} <FilterText object={target} node={node.where} />
          </>
        )}
      </>
    );
  }
  if ("not" in node && isCondition(node.not) && ["last", "next"].includes(node.not.op))
    return <ConditionText object={object} node={node.not} negated />;
  if ("not" in node)
    return (
      <>
        {t("filter.not")} (<FilterText object={object} node={node.not} />)
      </>
    );
  const parts = "and" in node ? node.and : node.or;
  const word = t("and" in node ? "filter.and" : "filter.or");
  return (
    <>
      {parts.map((part, place) => (
        <span key={place}>
          {place > 0 && <em style={{ color: "var(--ink-faint)" }}> {word} </em>}
          <FilterText object={object} node={part} />
        </span>
      ))}
    </>
  );
}
