/** A list that is no plain table: board, calendar, gallery, chart; and what is said where the field it is made by is gone. */
import { lazy, Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, type MetaObject } from "../../api/meta.ts";
import { withMoreWords } from "../../language/language.ts";
import { boardFields } from "./board/board.queries.ts";
import { picturesOf } from "./gallery/pictures.ts";
import { readMeasure } from "./chart/measures.ts";
import { readGrouping } from "./groups/groupings.ts";
import classes from "./List.module.css";
import type { ColumnState, ListState } from "./list-state.ts";
import type { ListView } from "./views/list-view.ts";
import notices from "./views/Views.module.css";

const Board = lazy(() => import("./board/Board.tsx").then((module) => ({ default: module.Board })));
const Calendar = lazy(() =>
  withMoreWords(import("./calendar/Calendar.tsx")).then((module) => ({ default: module.Calendar })),
);
const Gallery = lazy(() => import("./gallery/Gallery.tsx").then((module) => ({ default: module.Gallery })));
const Chart = lazy(() => withMoreWords(import("./chart/Chart.tsx")).then((module) => ({ default: module.Chart })));

interface LaidOutProps {
  object: MetaObject;
  view: ListView;
  state: ListState;
  columns: ColumnState;
  /** The same records as a table. */
  rows: ReactNode;
  /** Says what the list is for where there is no record at all. */
  empty: ReactNode;
}

export function LaidOut(props: LaidOutProps) {
  const { t } = useTranslation();
  const shown = kindOf(props);
  if (shown)
    return (
      <div className={classes.rows}>
        <Suspense>{shown}</Suspense>
      </div>
    );
  const { layout = "table" } = props.view.shown;
  return (
    <>
      <div className={notices.notice} role="status">
        {t(`views.lost.${layout}`)}
      </div>
      {props.rows}
    </>
  );
}

/** Null where the field is gone that it would be made by, or is hidden from the viewer. */
function kindOf({ object, view, state, columns, empty }: LaidOutProps): ReactNode {
  const { layout, boardField, calendarField, galleryField, chart } = view.shown;
  if (layout === "board") {
    const field = boardFields(object).find((one) => one.name === boardField);
    return field ? <Board object={object} field={field} state={state} columns={columns} /> : null;
  }
  if (layout === "calendar") {
    const field = fieldOf(object, calendarField ?? "");
    return field?.steps ? (
      <Calendar key={field.name} object={object} field={field} view={view} state={state} columns={columns} />
    ) : null;
  }
  if (layout === "gallery") {
    const field = galleryField === undefined ? picturesOf(object)[0] : fieldOf(object, galleryField);
    return galleryField === undefined || field ? (
      <Gallery object={object} picture={field} state={state} columns={columns} empty={empty} />
    ) : null;
  }
  if (layout === "chart") {
    const grouping = readGrouping(object, chart?.by, true);
    const measure = readMeasure(object, chart?.measure);
    return grouping && measure ? (
      <Chart object={object} grouping={grouping} measure={measure} view={view} state={state} />
    ) : null;
  }
  return null;
}
