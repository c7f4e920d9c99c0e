/** What can be done with the records that are selected. */
import { ActionIcon, Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { IconArrowMerge, IconPencil, IconTags, IconTrash, IconUserShare, IconX } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_MERGED } from "#model/merging.ts";
import { useFormat } from "#ui/format.tsx";
import { toast } from "#ui/toast.tsx";
import { useMeta, type MetaObject } from "../../../api/meta.ts";
import { paths } from "../../../paths.ts";
import { useActions } from "../../actions/offered.ts";
import { useDelete } from "../../deleting.ts";
import { isWritable } from "../../FieldValue.tsx";
import { ExportMenu } from "../ExportMenu.tsx";
import type { Asked, ColumnState } from "../list-state.ts";
import classes from "../List.module.css";
import { useBulk } from "./bulk-doing.tsx";
import type { BulkKind } from "./BulkSheet.tsx";
import { toApi, type Selecting } from "./selection.ts";

const ListActionButtons = lazy(() =>
  import("../../actions/ActionButtons.tsx").then((module) => ({ default: module.ListActionButtons })),
);
const BulkSheet = lazy(() => import("./BulkSheet.tsx").then((module) => ({ default: module.BulkSheet })));

/** So many are deleted at once and come back one by one; more are work for a job. */
const AT_ONCE = 50;

export interface SelectionBarProps {
  object: MetaObject;
  asked: Asked;
  columns: Pick<ColumnState, "fields">;
  selecting: Selecting;
  /** How many records the list has in all. */
  count: { value: number; exact: boolean } | null | undefined;
}

export function SelectionBar({ object, asked, columns, selecting, count }: SelectionBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useDelete(object);
  const bulk = useBulk(object);
  const acts = useActions(object, "list").length > 0;
  const [busy, setBusy] = useState(false);
  const [sheet, setSheet] = useState<BulkKind | null>(null);
  const written = (kind: "owner" | "links") =>
    object.fields.some(
      (field) => (kind === "owner" ? field.source === "owner" : field.storage === "links") && isWritable(object, field),
    );
  const total = count ? `${format.number(count.value)}${count.exact ? "" : "+"}` : "";
  const some = selecting.count ?? 0;
  const more = count && !selecting.all && (!count.exact || count.value > some);
  const act = async (work: () => Promise<boolean>) => {
    setBusy(true);
    if (await work()) selecting.clear();
    setBusy(false);
  };
  const removeThem = () =>
    act(() =>
      selecting.all || some > AT_ONCE
        ? bulk({ ...toApi(selecting, asked), act: "delete" })
        : remove([...selecting.marked]),
    );
  const button = (kind: BulkKind, Icon: typeof IconPencil) => (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      leftSection={<Icon size={14} aria-hidden />}
      onClick={() => setSheet(kind)}
    >
      {t(`bulk.${kind}`)}
    </Button>
  );
  return (
    <>
      <div className={classes.selection} role="toolbar" aria-label={t("list.selection")} data-above-messages>
        <span className="tabular" aria-live="polite">
          {selecting.all
            ? t("bulk.allSelected", { number: total })
            : t("list.selected", { count: some, number: format.number(some) })}
        </span>
        {more && (
          <Button size="compact-sm" variant="subtle" onClick={selecting.selectAll}>
            {t("bulk.selectAll", { number: total })}
          </Button>
        )}
        {object.rights.update && button("edit", IconPencil)}
        {object.rights.update && written("owner") && button("assign", IconUserShare)}
        {object.rights.update && written("links") && button("links", IconTags)}
        {object.rights.merge && <MergeButton object={object} selecting={selecting} count={count} />}
        {acts && (
          <Suspense>
            <ListActionButtons
              object={object}
              selection={toApi(selecting, asked)}
              onStart={bulk}
              onDone={selecting.clear}
            />
          </Suspense>
        )}
        <ExportMenu
          object={object}
          state={{ search: asked }}
          columns={columns}
          {...(selecting.all ? {} : { selectedIds: [...selecting.marked] })}
        />
        {object.rights.delete && (
          <Button
            size="compact-sm"
            variant="light"
            color="red"
            loading={busy}
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => void removeThem()}
          >
            {t("records.delete")}
          </Button>
        )}
        <ActionIcon aria-label={t("list.clearSelection")} onClick={selecting.clear}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
      </div>
      <Suspense>
        {sheet && (
          <BulkSheet
            object={object}
            kind={sheet}
            selection={toApi(selecting, asked)}
            onStart={bulk}
            onClose={() => setSheet(null)}
          />
        )}
      </Suspense>
    </>
  );
}

/** Stays where too many or too few are selected, and says how many it takes. */
function MergeButton({ object, selecting, count }: Pick<SelectionBarProps, "object" | "selecting" | "count">) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { slug } = useMeta().workspace;
  const ids = [...selecting.marked];
  const known = !selecting.all || (count?.exact === true && count.value === ids.length);
  const fit = known && ids.length >= 2 && ids.length <= MOST_MERGED;
  const reason = t("merge.howMany", { number: format.number(MOST_MERGED) });
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      leftSection={<IconArrowMerge size={14} aria-hidden />}
      // It can still be come to and asked why: by the pointer, by the keyboard and by touch.
      {...(fit
        ? {}
        : { "data-disabled": true, "aria-disabled": true, "aria-description": reason, "data-hint": reason })}
      onClick={() => (fit ? void navigate({ href: paths.merge(slug, object.path, ids) }) : toast.problem(reason))}
    >
      {t("merge.act")}
    </Button>
  );
}
