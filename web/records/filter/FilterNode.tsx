/** Editing one part of a filter: a condition, related records, or a group of parts. */
import { ActionIcon, Button, Group, NumberInput, SegmentedControl, Select, Stack } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Condition, Filter, Related } from "#model/filter.ts";
import { isCondition, isRelated } from "#model/filter-kind.ts";
import type { Operator } from "#model/operator.ts";
import { useMeta, type MetaObject } from "../../api/meta.ts";
import { useWords } from "../words.ts";
import classes from "./Filter.module.css";
import { OperandEditor } from "./OperandEditor.tsx";
import { choicesOf, partFor, resolveField, resolveRelated } from "./targets.ts";

interface NodeProps<F extends Filter = Filter> {
  object: MetaObject;
  node: F;
  onChange: (node: Filter) => void;
  onRemove?: (() => void) | undefined;
  autoFocus?: boolean;
}

const inside = { withinPortal: false } as const;

function TargetPicker({
  object,
  value,
  onPick,
}: {
  object: MetaObject;
  value: string | null;
  onPick: (part: Filter) => void;
}) {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const data = choicesOf(meta, object, words, {
    own: words.one(object.name),
    related: t("filter.related"),
    count: (what) => t("filter.howMany", { what }),
  });
  return (
    <Select
      aria-label={t("filter.field")}
      placeholder={t("filter.field")}
      searchable
      autoFocus={value === null}
      openOnFocus={value === null}
      allowDeselect={false}
      data={data}
      value={value}
      maxDropdownHeight={280}
      nothingFoundMessage={t("value.nothingFound")}
      comboboxProps={{ ...inside, width: 260, position: "bottom-start" }}
      onChange={(picked) => {
        const part = picked === null ? undefined : partFor(meta, object, picked);
        if (part) onPick(part);
      }}
    />
  );
}

/** Operators that have no opposite of their own are offered with "not" before them. */
const REVERSIBLE: readonly Operator[] = ["last", "next"];
const NOT = "not.";

function ConditionNode({ object, node, onChange, autoFocus, negated }: NodeProps<Condition> & { negated?: boolean }) {
  const { t } = useTranslation();
  const target = resolveField(useMeta(), object, node.field);
  if (!target) return <TargetPicker object={object} value={null} onPick={onChange} />;
  const operators = (Object.keys(target.field.operators) as Operator[]).flatMap((op) =>
    REVERSIBLE.includes(op) ? [op, `${NOT}${op}`] : [op],
  );
  const give = (condition: Condition, not: boolean) => onChange(not ? { not: condition } : condition);
  const choose = (chosen: string) => {
    const not = chosen.startsWith(NOT);
    const op = (not ? chosen.slice(NOT.length) : chosen) as Operator;
    const same = target.field.operators[op] === target.field.operators[node.op];
    give({ field: node.field, op, ...(same && node.value !== undefined ? { value: node.value } : {}) }, not);
  };
  return (
    <div className={classes.condition}>
      <TargetPicker object={object} value={node.field} onPick={onChange} />
      <Select
        aria-label={t("filter.operator")}
        allowDeselect={false}
        data={operators.map((op) => ({ value: op, label: t(`operator.${op}`) }))}
        value={negated ? `${NOT}${node.op}` : node.op}
        comboboxProps={inside}
        onChange={(op) => op && choose(op)}
      />
      <OperandEditor
        key={node.op}
        target={target}
        operator={node.op}
        value={node.value ?? null}
        autoFocus={autoFocus ?? false}
        onChange={(value) => give({ ...node, value }, negated ?? false)}
      />
    </div>
  );
}

const COUNTS = ["gte", "lte", "eq"] as const;

function RelatedNode({ object, node, onChange }: NodeProps<Related>) {
  const { t } = useTranslation();
  const target = resolveRelated(useMeta(), object, node.has);
  const count = node.count ?? { op: "gte" as const, value: 1 };
  const where = node.where
    ? "and" in node.where || "or" in node.where
      ? node.where
      : { and: [node.where] }
    : { and: [] };
  return (
    <Stack gap="xs">
      <div className={classes.condition}>
        <TargetPicker object={object} value={`has:${node.has}`} onPick={onChange} />
        <Select
          aria-label={t("filter.operator")}
          allowDeselect={false}
          data={COUNTS.map((op) => ({ value: op, label: t(`filter.count.${op}`) }))}
          value={count.op}
          comboboxProps={inside}
          onChange={(op) => op && onChange({ ...node, count: { ...count, op: op as (typeof COUNTS)[number] } })}
        />
        <NumberInput
          aria-label={t("filter.value")}
          min={0}
          allowDecimal={false}
          value={count.value}
          onChange={(value) => onChange({ ...node, count: { ...count, value: Number(value) || 0 } })}
        />
      </div>
      {target && (
        <GroupNode
          object={target}
          node={where}
          onChange={(inner) => onChange({ ...node, where: inner })}
          label={t("filter.where")}
        />
      )}
    </Stack>
  );
}

function GroupNode({
  object,
  node,
  onChange,
  label,
}: NodeProps<{ and: Filter[] } | { or: Filter[] }> & { label?: string }) {
  const { t } = useTranslation();
  const mode = "and" in node ? "and" : "or";
  const parts = "and" in node ? node.and : node.or;
  const give = (next: Filter[], as: "and" | "or" = mode) => onChange(as === "and" ? { and: next } : { or: next });
  return (
    <div className={classes.group} role="group" aria-label={label ?? t("filter.group")}>
      {(parts.length > 1 || label) && (
        <Group gap="xs" mb={6}>
          {label && <span className={classes.groupLabel}>{label}</span>}
          {parts.length > 1 && (
            <SegmentedControl
              size="xs"
              value={mode}
              onChange={(as) => give(parts, as as "and" | "or")}
              data={[
                { value: "and", label: t("filter.all") },
                { value: "or", label: t("filter.any") },
              ]}
            />
          )}
        </Group>
      )}
      <Stack gap="xs">
        {parts.map((part, place) => (
          <Group key={place} gap={4} align="flex-start" wrap="nowrap">
            <div style={{ flex: 1, minWidth: 0 }}>
              <FilterNode
                object={object}
                node={part}
                onChange={(next) => give(parts.map((old, at) => (at === place ? next : old)))}
              />
            </div>
            <ActionIcon
              aria-label={t("filter.remove")}
              mt={4}
              onClick={() => give(parts.filter((_, at) => at !== place))}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Group gap="xs">
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={12} aria-hidden />}
            onClick={() => give([...parts, { field: "", op: "eq" }])}
          >
            {t("filter.addCondition")}
          </Button>
          {!label && (
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<IconPlus size={12} aria-hidden />}
              onClick={() => give([...parts, mode === "and" ? { or: [] } : { and: [] }])}
            >
              {t("filter.addGroup")}
            </Button>
          )}
        </Group>
      </Stack>
    </div>
  );
}

/** A condition with "not" before it that reads as an operator of its own. */
const isReversed = (inner: Filter): inner is Condition => isCondition(inner) && REVERSIBLE.includes(inner.op);

export function FilterNode(props: NodeProps) {
  const { node } = props;
  const { t } = useTranslation();
  if (isCondition(node)) return <ConditionNode {...props} node={node} />;
  if (isRelated(node)) return <RelatedNode {...props} node={node} />;
  if ("not" in node && isReversed(node.not)) return <ConditionNode {...props} node={node.not} negated />;
  if ("not" in node)
    return (
      <GroupNode
        {...props}
        label={t("filter.not")}
        node={"and" in node.not || "or" in node.not ? node.not : { and: [node.not] }}
        onChange={(inner) => props.onChange({ not: inner })}
      />
    );
  return <GroupNode {...props} node={node} />;
}
