/** What is wrong with the view one opened: it is gone, or it speaks of what one may not see. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#model/filter.ts";
import { isCondition, isRelated } from "#model/filter-kind.ts";
import { useMeta, type Meta, type MetaObject } from "../../../api/meta.ts";
import { joined, partsOf } from "../../filter/filter-parts.ts";
import { resolveField, resolveRelated } from "../../filter/targets.ts";
import type { ListState } from "../list-state.ts";
import classes from "./Views.module.css";

export function MissingView() {
  const { t } = useTranslation();
  return (
    <div className={classes.notice} role="status">
      {t("views.missing")}
    </div>
  );
}

/** Does the filter speak only of fields that the viewer knows? */
export function isKnown(meta: Meta, object: MetaObject, filter: Filter): boolean {
  if (isCondition(filter)) {
    if (filter.field === "id") return true;
    // Further than one relation the server judges.
    return filter.field.split(".").length > 2 || resolveField(meta, object, filter.field) !== undefined;
  }
  if (isRelated(filter)) {
    const target = resolveRelated(meta, object, filter.has);
    return target !== undefined && (filter.where === undefined || isKnown(meta, target, filter.where));
  }
  if ("not" in filter) return isKnown(meta, object, filter.not);
  return ("and" in filter ? filter.and : filter.or).every((part) => isKnown(meta, object, part));
}

interface UnseenPartsProps {
  object: MetaObject;
  state: ListState;
  /** The records, where all of the filter can be seen. */
  children: ReactNode;
}

/** A filter by what one may not see would show nothing but an error: it can be left out. */
export function UnseenParts({ object, state, children }: UnseenPartsProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  const parts = partsOf(state.search.filter);
  const known = parts.filter((part) => isKnown(meta, object, part));
  if (known.length === parts.length) return children;
  return (
    <div className={classes.notice} role="alert">
      {t("views.unseen")}
      <Button size="compact-xs" variant="default" onClick={() => state.setFilter(joined(known))}>
        {t("views.withoutUnseen")}
      </Button>
    </div>
  );
}
