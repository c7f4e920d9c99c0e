/** The page of one record. It answers: who or what is this, what happened, what is connected? */
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import {
  IconArrowLeft,
  IconChevronLeft,
  IconChevronRight,
  IconDots,
  IconEye,
  IconLink,
  IconTrash,
} from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "#ui/copying.ts";
import { NamedIcon } from "#ui/Icon.tsx";
import { late } from "#ui/late.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { toast } from "#ui/toast.tsx";
import { ApiError } from "../../api/client.ts";
import { objectByPath, useMeta, type MetaObject } from "../../api/meta.ts";
import { NotThere, Problem } from "../../frame/Failure.tsx";
import { Page } from "../../frame/Page.tsx";
import { paths } from "../../paths.ts";
import type { PanelsProps } from "../../modules/Panels.tsx";
import type { RecordActionsProps } from "../actions/ActionButtons.tsx";
import { useActions } from "../actions/offered.ts";
import { useDelete } from "../deleting.ts";
import { neighboursOf } from "../list/neighbours.ts";
import { FieldValue } from "../FieldValue.tsx";
import { typeField } from "../record-type.ts";
import { recordQuery } from "../records.queries.ts";
import { titleOf } from "../titles.ts";
import { useWords } from "../words.ts";
import type { ExplainSheetProps } from "./ExplainSheet.tsx";
import { Facts } from "./Facts.tsx";
import { Happenings } from "./Happenings.tsx";
import { Lines } from "./Lines.tsx";
import classes from "./Record.module.css";
import { PresenceMark, PresenceProvider } from "./Presence.tsx";
import { RecordSkeleton } from "./RecordSkeleton.tsx";
import { RelatedLists } from "./RelatedLists.tsx";

const RecordActionButtons = late<RecordActionsProps>(() =>
  import("../actions/ActionButtons.tsx").then((module) => module.RecordActionButtons),
);
const Panels = late<PanelsProps>(() => import("../../modules/Panels.tsx").then((module) => module.Panels));
const ExplainSheet = late<ExplainSheetProps>(() => import("./ExplainSheet.tsx").then((module) => module.ExplainSheet));

export function RecordPage() {
  const meta = useMeta();
  const { path = "", id = "" } = useParams({ strict: false });
  const object = objectByPath(meta, path);
  if (!object?.rights.read) return <NotThere />;
  return (
    <PresenceProvider key={id} object={object.name} id={id}>
      <OneRecord object={object} id={id} />
    </PresenceProvider>
  );
}

/** The record that this one was merged into. */
function mergedInto(error: unknown): string | undefined {
  const into =
    error instanceof ApiError ? error.issues.find(({ code }) => code === "issue.merged")?.params?.["into"] : undefined;
  return typeof into === "string" ? into : undefined;
}

function OneRecord({ object, id }: { object: MetaObject; id: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const { workspace, panels } = useMeta();
  const { slug } = workspace;
  const hasPanels = panels.some((panel) => panel.object === object.name);
  const navigate = useNavigate();
  const { data: record, error, refetch } = useQuery(recordQuery(slug, object.path, id));
  const title = record ? titleOf(object, record) || words.one(object.name) : words.one(object.name);
  const acts = useActions(object, "record").length > 0;
  const type = typeField(object);
  const lines = object.fields.filter((field) => field.storage === "children");
  const became = mergedInto(error);
  useEffect(() => {
    if (became !== undefined) void navigate({ href: paths.record(slug, object.path, became), replace: true });
  }, [became, navigate, slug, object.path]);
  if (became !== undefined) return <RecordSkeleton />;
  if (error && !record) {
    return (
      <Page title={title} width="full">
        <Problem error={error} again={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page
      title={title}
      width="full"
      before={<BackLink object={object} id={id} />}
      heading={
        <span className={classes.heading}>
          <NamedIcon name={object.icon} size={18} />
          <OwnText>{title}</OwnText>
          {type && record && <FieldValue object={object} field={type} value={record[type.name]} />}
        </span>
      }
      subtitle={record ? words.one(object.name) : undefined}
      actions={
        <>
          <PresenceMark object={object} id={id} />
          {record && acts && <RecordActionButtons object={object} record={record} />}
          <RecordActions object={object} id={id} title={title} />
        </>
      }
    >
      {record ? (
        <div className={classes.columns}>
          <aside className={classes.facts} aria-label={t("record.facts")}>
            <Facts object={object} record={record} />
          </aside>
          <section className={classes.middle} aria-label={t("record.timeline")}>
            {lines.map((field) => (
              <Lines key={field.name} object={object} field={field} record={record} />
            ))}
            <Happenings object={object} record={record} />
          </section>
          <aside className={classes.related} aria-label={t("record.related")}>
            <RelatedLists object={object} record={record} />
            {hasPanels && <Panels object={object} record={record} />}
          </aside>
        </div>
      ) : (
        <RecordSkeleton />
      )}
    </Page>
  );
}

function BackLink({ object, id }: { object: MetaObject; id: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const { slug } = useMeta().workspace;
  const label = t("record.backTo", { what: words.manyInText(object) });
  return (
    <Tooltip label={label}>
      <ActionIcon
        component={Link}
        to={neighboursOf(object.path, id)?.href ?? paths.list(slug, object.path)}
        aria-label={label}
      >
        <IconArrowLeft size={17} className="icon-pointing" aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function RecordActions({ object, id, title }: { object: MetaObject; id: string; title: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useDelete(object);
  const { workspace, me } = useMeta();
  const { slug } = workspace;
  const { capabilities } = me;
  const [explaining, setExplaining] = useState(false);
  const around = neighboursOf(object.path, id);
  const go = (to: string | undefined) => to && void navigate({ href: paths.record(slug, object.path, to) });
  useHotkeys([
    ["J", () => go(around?.after)],
    ["K", () => go(around?.before)],
  ]);
  const copy = async () => {
    await copyText(location.href);
    toast.done(t("record.linkCopied"));
  };
  const erase = async () => {
    if (await remove([id], title)) void navigate({ href: around?.href ?? paths.list(slug, object.path) });
  };
  return (
    <>
      {around && (
        <>
          <ActionIcon aria-label={t("record.before")} disabled={!around.before} onClick={() => go(around.before)}>
            <IconChevronLeft size={17} className="icon-pointing" aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={t("record.after")} disabled={!around.after} onClick={() => go(around.after)}>
            <IconChevronRight size={17} className="icon-pointing" aria-hidden />
          </ActionIcon>
        </>
      )}
      <Menu width={190}>
        <Menu.Target>
          <ActionIcon aria-label={t("record.more")}>
            <IconDots size={17} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLink size={15} aria-hidden />} onClick={() => void copy()}>
            {t("record.copyLink")}
          </Menu.Item>
          {capabilities.includes("users") && (
            <Menu.Item leftSection={<IconEye size={15} aria-hidden />} onClick={() => setExplaining(true)}>
              {t("record.explain")}
            </Menu.Item>
          )}
          {object.rights.delete && (
            <Menu.Item color="red" leftSection={<IconTrash size={15} aria-hidden />} onClick={() => void erase()}>
              {t("records.delete")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {explaining && <ExplainSheet object={object} id={id} onClose={() => setExplaining(false)} />}
    </>
  );
}
