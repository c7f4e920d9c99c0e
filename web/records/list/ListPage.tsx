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
import { homeOf, may, seesAll } from "../../frame/rooms.ts";
import { paths } from "../../paths.ts";
import { useCreating } from "../creating.tsx";
import { useWords } from "../words.ts";
import { useColumns, useListState } from "./list-state.ts";
import classes from "./List.module.css";
import { readGrouping } from "./groups/groupings.ts";
import { ListRows } from "./ListRows.tsx";
import { ListTools } from "./ListTools.tsx";
import { useListView } from "./views/list-view.ts";
import { MissingView, UnseenParts } from "./views/Notices.tsx";
import { ViewTabs } from "./views/ViewTabs.tsx";

/** Anything but a plain table comes when it is first looked at. */
const LaidOut = lazy(() => import("./LaidOut.tsx").then((module) => ({ default: module.LaidOut })));

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
  const { layout = "table", groupBy } = view.shown;
  const plain = layout === "table" && (groupBy === undefined || readGrouping(object, groupBy) !== undefined);
  const empty = <NoRecords object={object} />;
  const rows = (
    <ListRows object={object} view={view} state={state} columns={columns} ready={view.ready} empty={empty} />
  );
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
        <UnseenParts object={object} state={state}>
          {plain ? (
            rows
          ) : (
            <Suspense>
              <LaidOut object={object} view={view} state={state} columns={columns} rows={rows} empty={empty} />
            </Suspense>
          )}
        </UnseenParts>
      </div>
    </Page>
  );
}

/** Where a new company is given its shape: offered on the page that one comes to first. */
const BEGINNINGS = [
  ["shape", "list.shape"],
  ["configuration", "list.templates"],
] as const;

/** Nothing there yet: what the list is for, and the next step. */
function NoRecords({ object }: { object: MetaObject }) {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const navigate = useNavigate();
  const { create } = useCreating();
  const { slug } = meta.workspace;
  if (!seesAll(meta, object))
    return (
      <EmptyState icon={iconOf(object.icon)} title={t("list.noneYours")}>
        {t("list.noneYoursText")}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={iconOf(object.icon)}
      title={t("list.none", { what: words.manyInText(object) })}
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
          {may(meta, "settings") &&
            homeOf(meta) === paths.list(slug, object.path) &&
            BEGINNINGS.map(([room, word]) => (
              <Button key={room} variant="default" onClick={() => void navigate({ href: paths.settings(slug, room) })}>
                {t(word)}
              </Button>
            ))}
        </>
      }
    >
      {t(`${object.name}.purpose`, { defaultValue: t("list.noneText") })}
    </EmptyState>
  );
}
