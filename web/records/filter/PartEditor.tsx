/** Makes or changes one part of a filter. */
import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#model/filter.ts";
import { isCondition } from "#model/filter-kind.ts";
import { useMeta, type MetaObject } from "../../api/meta.ts";
import classes from "./Filter.module.css";
import { finished } from "./filter-parts.ts";
import { FilterNode } from "./FilterNode.tsx";
import { resolveField } from "./targets.ts";

export interface PartEditorProps {
  object: MetaObject;
  start: Filter;
  onApply: (part: Filter | undefined) => void;
}

export function PartEditor({ object, start, onApply }: PartEditorProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  const [draft, setDraft] = useState(start);
  const needsValue = (node: Filter) => {
    if (!isCondition(node)) return false;
    const target = resolveField(meta, object, node.field);
    return !target || target.field.operators[node.op] !== "none";
  };
  const apply = () => onApply(finished(draft, needsValue));
  const grouped = () => setDraft({ or: [draft, { field: "", op: "eq" }] });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        // It may stand over a form that is not finished.
        event.stopPropagation();
        apply();
      }}
    >
      <Stack gap="sm">
        <FilterNode object={object} node={draft} onChange={setDraft} autoFocus />
        <Group justify="space-between">
          {isCondition(draft) && draft.field !== "" ? (
            <Button size="compact-xs" variant="subtle" onClick={grouped}>
              {t("filter.orAnother")}
            </Button>
          ) : (
            <span />
          )}
          <Button size="compact-sm" type="submit">
            {t("filter.apply")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
