/** The list of an object's records. It answers: which are they, and which of them do I want? */
import { Button } from "@mantine/core";
import { useParams, useNavigate } from "@tanstack/react-router";
import { IconDatabaseImport, IconPlus } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { iconOf } from "#ui/Icon.tsx";
import { EmptyState } from "#ui/states.tsx";
import { objectByPath, useMeta, type MetaObject } from "../../api/meta.ts";
import { usePhone } from "../../frame/folding.ts";
import { NotThere } from "../../frame/Failure.tsx";
import { Page } from "../../frame/Page.tsx";
import { may, seesAll } from "../../frame/rooms.ts";
import { paths } from "../../paths.ts";
import { useCreating } from "../creating.tsx";
import { useWords } from "../words.ts";
import { boardFields } from "./board/board.queries.ts";
import { useColumns, useListState } from "./list-state.ts";
import classes from "./List.module.css";
import { ListRows } from "./ListRows.tsx";
import { ListTools } from "./ListTools.tsx";
import { useListView } from "./views/list-view.ts";
import { MissingView, UnseenParts } from "./views/Notices.tsx";
import { ViewTabs } from "./views/ViewTabs.tsx";

const Board = lazy(() => import("./board/Board.tsx").then((module) => ({ default: module.Board })));

export function ListPage() {
  const meta = useMeta();
  const { path = "" } = useParams({ strict: false });
  const object = objectByPath(meta, path);
  if (!object?.rights.read) return <NotThere />;
  return <ObjectList key={`${meta.workspace.slug}/${path}`} object={object} />;
}

function ObjectList({ object }: { object: MetaObject }) {
  const { t } = useTranslation();
  const words = useWords();
  const phone = usePhone();
  const view = useListView(object);
  const state = useListState(object, view);
  const columns = useColumns(object, view);
  const { create } = useCreating();
  const title = words.many(object);
  const { layout, boardField } = view.shown;
  const board = layout === "board" ? boardFields(object).find((field) => field.name === boardField) : undefined;
  return (
    <Page
      title={title}
      width="full"
      actions={
        object.rights.create &&
        !phone && (
          <Button
            size="compact-sm"
            h={30}
            variant="default"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => create(object.name)}
          >
            {t("frame.newOne", { what: words.inText(object.name) })}
          </Button>
        )
      }
    >
      <div className={classes.list}>
        <ViewTabs object={object} list={view} />
        {view.missing && <MissingView />}
        <ListTools object={object} list={view} state={state} columns={columns} />
        <UnseenParts object={object} state={state} />
        {board ? (
          <div className={classes.rows}>
            <Suspense>
              <Board object={object} field={board} state={state} columns={columns} />
            </Suspense>
          </div>
        ) : (
          <ListRows
            object={object}
            view={view}
            state={state}
            columns={columns}
            ready={view.ready}
            empty={<NoRecords object={object} />}
          />
        )}
      </div>
    </Page>
  );
}

/** Nothing there yet: what the list is for, and the next step. */
function NoRecords({ object }: { object: MetaObject }) {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const navigate = useNavigate();
  const { create } = useCreating();
  if (!seesAll(meta, object))
    return (
      <EmptyState icon={iconOf(object.icon)} title={t("list.noneYours")}>
        {t("list.noneYoursText")}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={iconOf(object.icon)}
      title={t("list.none", { what: words.many(object).toLocaleLowerCase() })}
      actions={
        <>
          {may(meta, "import") && (
            <Button
              leftSection={<IconDatabaseImport size={16} aria-hidden />}
              onClick={() => void navigate({ href: paths.imports(meta.workspace.slug) })}
            >
              {t("list.importData")}
            </Button>
          )}
          {object.rights.create && (
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => create(object.name)}
            >
              {t("frame.newOne", { what: words.inText(object.name) })}
            </Button>
          )}
        </>
      }
    >
      {t(`${object.name}.purpose`, { defaultValue: t("list.noneText") })}
    </EmptyState>
  );
}
