/** The head of a group in a list: what it is called, how many records it has, what they come to. */
import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "#model/json.ts";
import type { Total } from "#model/view-parts.ts";
import { useFormat } from "#ui/format.tsx";
import { fieldOf, type MetaObject } from "../../../api/meta.ts";
import { FieldValue } from "../../FieldValue.tsx";
import { TotalValue } from "../columns/TotalValue.tsx";
import classes from "../List.module.css";
import { stepName } from "./group-name.ts";
import type { GroupRow } from "./grouped.queries.ts";
import type { Grouping } from "./picking.ts";

interface GroupHeadProps {
  object: MetaObject;
  grouping: Grouping;
  row: Extract<GroupRow, { span: "group" }>;
  totals: Record<string, Total>;
  onToggle: () => void;
}

export function GroupHead({ object, grouping, row, totals, onToggle }: GroupHeadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { field, step } = grouping;
  const named = (value: Json) =>
    value === null ? (
      t("board.none")
    ) : step ? (
      stepName(format, step, value as string, (number, year) => t("list.quarterOf", { number, year }))
    ) : (
      <FieldValue object={object} field={field} value={value} />
    );
  const Mark = row.open ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.group}>
      <ActionIcon
        size={22}
        tabIndex={-1}
        aria-expanded={row.open}
        aria-label={t(row.open ? "list.closeGroup" : "list.openGroup")}
        onClick={onToggle}
      >
        <Mark size={14} aria-hidden className={row.open ? undefined : "icon-pointing"} />
      </ActionIcon>
      <span className={classes.groupName} onClick={onToggle} role="presentation">
        {named(row.value)}
      </span>
      <span className="tabular" style={{ color: "var(--ink-faint)" }}>
        {format.number(row.sums.count)}
        {row.sums["exact"] === false && "+"}
      </span>
      {Object.entries(totals).map(([name, total]) => {
        const totalled = fieldOf(object, name);
        return (
          totalled && (
            <TotalValue
              key={name}
              object={object}
              field={totalled}
              total={total}
              value={row.sums[`${total}:${name}`]}
            />
          )
        );
      })}
    </div>
  );
}

/** Stands where more rows of a group follow, and fetches them when it comes into sight. */
export function MoreOfGroup({ waiting, onMore }: { waiting: boolean; onMore: () => void }) {
  const { t } = useTranslation();
  useEffect(() => {
    if (!waiting) onMore();
  }, [waiting, onMore]);
  return <span className={classes.groupMore}>{t("list.loadingMore")}</span>;
}
