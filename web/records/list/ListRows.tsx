/** The rows of a list: a grid, or cards on a phone; with what to say when there are none. */
import { Button } from "@mantine/core";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { IconFilterOff } from "@tabler/icons-react";
import {
  lazy,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import type { RecordJson } from "#model/json.ts";
import { DataGrid, type DataGridProps, type GridColumn, type GridWords } from "#ui/DataGrid.tsx";
import { useFormat } from "#ui/format.tsx";
import { late } from "#ui/late.tsx";
import { EmptyState } from "#ui/states.tsx";
import { fieldOf, useMeta, type MetaObject } from "../../api/meta.ts";
import { Problem } from "../../frame/Failure.tsx";
import { usePhone } from "../../frame/folding.ts";
import { withMoreWords } from "../../language/language.ts";
import { paths } from "../../paths.ts";
import { isEmpty } from "../emptiness.ts";
import { FieldValue, isWritable } from "../FieldValue.tsx";
import { useWords } from "../words.ts";
import { Cards } from "./Cards.tsx";
import { CellEditor } from "./CellEditor.tsx";
import classes from "./List.module.css";
import type { ColumnState, ListState } from "./list-state.ts";
import { readGrouping } from "./groups/groupings.ts";
import { ListFoot } from "./ListFoot.tsx";
import { useCount, useRows } from "./listing.queries.ts";
import { noteVisit, visitOf } from "./neighbours.ts";
import { HeadMenu } from "./columns/HeadMenu.tsx";
import { useSums } from "./columns/totals.queries.ts";
import { TotalValue } from "./columns/TotalValue.tsx";
import type { ListView } from "./views/list-view.ts";
import { useSelecting } from "./selection/selection.ts";
import type { SelectionBarProps } from "./selection/SelectionBar.tsx";
import { useCellEditing } from "./cell-editing.ts";
import { usePeek } from "./peeking.ts";

const SelectionBar = late<SelectionBarProps>(
  async () => (await withMoreWords(import("./selection/SelectionBar.tsx"))).SelectionBar,
);
const GroupedGrid = lazy(() => import("./groups/GroupedGrid.tsx").then((module) => ({ default: module.GroupedGrid })));

/** The first column names the record: it gets room. */
const FIRST_WIDTH = 240;

interface ListRowsProps {
  object: MetaObject;
  state: ListState;
  columns: ColumnState;
  /** It is known what to ask for. */
  ready: boolean;
  empty: ReactNode;
  view: ListView;
}

export function ListRows({ object, view, state, columns, ready, empty }: ListRowsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const phone = usePhone();
  const navigate = useNavigate();
  const { slug } = useMeta().workspace;
  const href = useLocation({ select: (location) => location.href });
  const visit = visitOf(href);
  const [start, setStart] = useState<string | undefined>(visit?.start);
  const grouping = useMemo(
    () => (phone ? undefined : readGrouping(object, view.shown.groupBy)),
    [phone, object, view.shown.groupBy],
  );
  const listKey = JSON.stringify([state.search, start]);
  const { list, rows: fetched } = useRows(
    slug,
    object,
    state.search,
    columns.fields.map((field) => field.name),
    start,
    ready && !grouping,
  );
  // The rows of the list before stay until the new ones come; only then is it another list.
  const [newestKey, setNewestKey] = useState(listKey);
  if (!list.isPlaceholderData && !list.isPending && newestKey !== listKey) setNewestKey(listKey);
  // Rows that come are drawn piece by piece: what the reader does meanwhile need not wait for them.
  const { rows, shownKey } = useDeferredValue(
    useMemo(() => ({ rows: fetched, shownKey: newestKey }), [fetched, newestKey]),
  );
  const drawn = rows.length === fetched.length;
  const whole = list.isSuccess && !list.isPlaceholderData && !list.hasNextPage && !list.hasPreviousPage && drawn;
  const selecting = useSelecting(rows, whole && !grouping);
  const { clear } = selecting;
  const totalled = Object.keys(columns.totals).length > 0;
  const sums = useSums(slug, object, state.search, columns.totals, ready && totalled);
  const [menu, setMenu] = useState<string | null>(null);
  const count = useCount(slug, object, state.search, ready);
  const editing = useCellEditing(object, rows);

  const searchKey = JSON.stringify(state.search);
  const firstSearch = useRef(searchKey);
  useEffect(() => {
    if (firstSearch.current === searchKey) return;
    firstSearch.current = searchKey;
    setStart(undefined);
    clear();
  }, [searchKey, clear]);
  useEffect(() => {
    if (!grouping) noteVisit(href, object.path, { ids: rows.map((row) => row.id), start });
  }, [href, object.path, rows, start, grouping]);

  const gridColumns = useMemo<GridColumn[]>(
    () =>
      columns.fields.map((field, place) => {
        const view = viewOf(field.type);
        return {
          id: field.name,
          label: words.field(object.name, field),
          width: place === 0 ? Math.max(view.width, FIRST_WIDTH) : view.width,
          align: view.align,
          sortable: field.sortable,
          editable: isWritable(object, field) && field.storage !== "children",
        };
      }),
    [columns.fields, object, words],
  );
  const gridWords = useMemo<GridWords>(
    () => ({
      selectAll: t("list.selectAll"),
      select: (row) => t("list.select", { row: format.number(row) }),
      resize: (column) => t("list.resize", { column }),
    }),
    [t, format],
  );
  const open = useCallback(
    (record: RecordJson) => void navigate({ href: paths.record(slug, object.path, record.id) }),
    [navigate, slug, object.path],
  );
  const first = columns.fields[0]?.name;
  const renderCell = useCallback(
    (record: RecordJson, name: string) => {
      const field = fieldOf(object, name);
      const value = record[name];
      const shown =
        field && !isEmpty(value) ? (
          <FieldValue object={object} field={field} value={value} />
        ) : (
          <span className={classes.empty}>
            {name === first && typeof record["title"] === "string" ? record["title"] : "–"}
          </span>
        );
      // What points at another record is a link of its own.
      return name === first && !pointsElsewhere(value) ? (
        <OpenLink href={paths.record(slug, object.path, record.id)} onOpen={() => open(record)}>
          {shown}
        </OpenLink>
      ) : (
        shown
      );
    },
    [object, first, slug, open],
  );
  const peek = usePeek(slug, object, rows.length > 0);
  const { fetchNextPage, fetchPreviousPage, isFetchingNextPage, isFetchingPreviousPage } = list;
  const onNearEnd = useCallback(
    () => drawn && !isFetchingNextPage && void fetchNextPage(),
    [drawn, fetchNextPage, isFetchingNextPage],
  );
  const onNearStart = useCallback(
    () => !isFetchingPreviousPage && void fetchPreviousPage(),
    [fetchPreviousPage, isFetchingPreviousPage],
  );
  const totalOf = (name: string) => {
    const total = columns.totals[name];
    const field = fieldOf(object, name);
    return total && field && sums ? (
      <TotalValue object={object} field={field} total={total} value={sums[`${total}:${name}`]} />
    ) : null;
  };
  // The heads are drawn again when the list is another, not with each row that is marked.
  const headMenu = useCallback(
    (name: string, place: number) => (
      <HeadMenu
        object={object}
        list={view}
        state={state}
        columns={columns}
        name={name}
        place={place}
        open={menu === name}
        onOpen={(on) => setMenu(on ? name : null)}
      />
    ),
    [object, view, state, columns, menu],
  );
  const onMove = useCallback(
    (name: string, place: number) => {
      const names = columns.fields.map((field) => field.name).filter((one) => one !== name);
      columns.setNames([...names.slice(0, place), name, ...names.slice(place)]);
    },
    [columns],
  );
  const grid: DataGridProps<RecordJson> = {
    label: words.many(object),
    words: gridWords,
    columns: gridColumns,
    widths: columns.widths,
    onWidths: columns.setWidths,
    rows,
    total: count?.exact ? count.value : undefined,
    more: { after: list.hasNextPage || list.isPending || !drawn, before: list.hasPreviousPage },
    onNearEnd,
    onNearStart,
    sort: state.sort,
    onSort: state.toggleSort,
    pinned: columns.pinned,
    headMenu,
    onHeadMenu: setMenu,
    onMove,
    foot: totalled ? (name) => totalOf(name) : undefined,
    renderCell,
    editing: editing.at,
    renderEditor: (record, name) => (
      <CellEditor
        object={object}
        field={fieldOf(object, name)!}
        record={record}
        failed={editing.failed}
        onSave={(value) => void editing.save(record, name, value)}
        onCancel={editing.stop}
      />
    ),
    onEdit: editing.start,
    onOpen: open,
    onPeek: peek,
    selected: selecting.marked,
    onSelect: selecting.select,
    onEnds: (end) => setStart(end === "end" ? "end" : undefined),
    listKey: shownKey,
    startAtEnd: start === "end",
    startOffset: visit?.offset ?? 0,
    startActive: visit?.active,
    onScrolled: (offset) => noteVisit(href, object.path, { offset }),
    onActive: (active) => noteVisit(href, object.path, { active }),
  };
  const narrowed = state.search.filter !== undefined || state.search.q !== undefined;
  let body: ReactNode;
  if (grouping) {
    body = (
      <Suspense>
        <GroupedGrid
          key={view.shown.groupBy}
          grid={grid}
          object={object}
          grouping={grouping}
          groupBy={view.shown.groupBy ?? ""}
          asked={state.search}
          columns={columns}
          selecting={selecting}
          count={count}
          onRows={(ids) => noteVisit(href, object.path, { ids })}
          empty={narrowed ? <NothingFits state={state} /> : empty}
        />
      </Suspense>
    );
  } else if (list.isError && fetched.length === 0) {
    body = <Problem error={list.error} again={() => void list.refetch()} />;
  } else if (list.isSuccess && fetched.length === 0 && !list.isPlaceholderData) {
    body = narrowed ? <NothingFits state={state} /> : empty;
  } else if (phone) {
    body = (
      <Cards
        label={words.many(object)}
        object={object}
        fields={columns.fields}
        rows={rows}
        more={list.hasNextPage || list.isPending || !drawn}
        onNearEnd={onNearEnd}
        href={(id) => paths.record(slug, object.path, id)}
      />
    );
  } else {
    body = <DataGrid {...grid} />;
  }
  return (
    <>
      <div className={list.isPlaceholderData && !grouping ? `${classes.rows} ${classes.stale}` : classes.rows}>
        {body}
        {(selecting.all || selecting.marked.size > 0) && (
          <SelectionBar object={object} asked={state.search} columns={columns} selecting={selecting} count={count} />
        )}
      </div>
      <ListFoot object={object} count={count} sortField={state.sort?.column} onJump={setStart} />
    </>
  );
}

const pointsElsewhere = (value: unknown): boolean =>
  Array.isArray(value) || (typeof value === "object" && value !== null && "id" in value);

/** A click opens the record; with a modifier, in a tab of its own. The keyboard has Enter, so Tab does not stop here. */
function OpenLink({ href, onOpen, children }: { href: string; onOpen: () => void; children: ReactNode }) {
  return (
    <a
      href={href}
      tabIndex={-1}
      className={classes.open}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        onOpen();
      }}
    >
      {children}
    </a>
  );
}

export function NothingFits({ state }: { state: ListState }) {
  const { t } = useTranslation();
  const clear = () => {
    state.setFilter(undefined);
    if (state.search.q !== undefined) state.setQ("");
  };
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t("list.nothingFits")}
      actions={
        <Button variant="default" onClick={clear}>
          {t("list.showAll")}
        </Button>
      }
    >
      {t("list.nothingFitsText")}
    </EmptyState>
  );
}
