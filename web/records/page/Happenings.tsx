/** The middle of a record page: a note to write, then all that happened, or all that was changed. */
import { Tabs } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { RecordJson } from "#model/json.ts";
import { LinesSkeleton } from "#ui/states.tsx";
import type { MetaObject } from "../../api/meta.ts";
import { titleOf } from "../titles.ts";
import { NoteComposer } from "./NoteComposer.tsx";
import classes from "./Record.module.css";
import { Timeline } from "./Timeline.tsx";

const History = lazy(() => import("./History.tsx").then((module) => ({ default: module.History })));

export function Happenings({ object, record }: { object: MetaObject; record: RecordJson }) {
  const { t } = useTranslation();
  return (
    <Tabs defaultValue="timeline" keepMounted={false} className={classes.tabs!}>
      <Tabs.List>
        <Tabs.Tab value="timeline">{t("record.timeline")}</Tabs.Tab>
        <Tabs.Tab value="history">{t("record.history")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="timeline">
        <NoteComposer object={object} record={record} />
        <Timeline object={object} id={record.id} title={titleOf(object, record)} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <Suspense fallback={<LinesSkeleton />}>
          <History object={object} id={record.id} />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}
