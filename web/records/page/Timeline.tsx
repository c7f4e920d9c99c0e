/** All that happened around a record, newest first. */
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconHistory } from "@tabler/icons-react";
import { createElement } from "react";
import { useTranslation } from "react-i18next";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import { When } from "#ui/format.tsx";
import { iconOf } from "#ui/Icon.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { EmptyState, LinesSkeleton } from "#ui/states.tsx";
import { api } from "../../api/client.ts";
import { objectByName, useMeta, type MetaObject } from "../../api/meta.ts";
import { Problem } from "../../frame/Failure.tsx";
import { paths } from "../../paths.ts";
import { factsBeside } from "../facts.ts";
import { FieldValue } from "../FieldValue.tsx";
import { keys } from "../records.queries.ts";
import { titleOf } from "../titles.ts";
import { useWords } from "../words.ts";
import { kindIcon } from "./kinds.ts";
import classes from "./Record.module.css";

interface Happening {
  id: string;
  occurredAt: string;
  kind: string;
  object: string;
  recordId: string;
  title: string | null;
  summary: JsonObject;
  by: { id: string; title: string } | null;
  via: string | null;
}

export function Timeline({ object, id, title }: { object: MetaObject; id: string; title: string }) {
  const { t } = useTranslation();
  const { slug } = useMeta().workspace;
  const timeline = useInfiniteQuery({
    queryKey: [...keys.record(slug, object.path, id), "happenings", "timeline"],
    queryFn: ({ pageParam, signal }) =>
      api.get<{ data: Happening[]; nextCursor: string | null }>(`/${object.path}/${id}/timeline`, {
        query: { cursor: pageParam, limit: 30 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  if (timeline.isPending)
    return (
      <div className={classes.padded}>
        <LinesSkeleton lines={5} height={16} />
      </div>
    );
  if (timeline.isError) {
    return <Problem error={timeline.error} again={() => void timeline.refetch()} />;
  }
  const items = timeline.data.pages.flatMap((page) => page.data);
  if (items.length === 0)
    return (
      <EmptyState icon={IconHistory} title={t("record.nothingHappened")}>
        {t("record.nothingHappenedText")}
      </EmptyState>
    );
  return (
    <>
      <ol className={classes.timeline}>
        {items.map((item) => (
          <TimelineItem key={`${item.object}-${item.id}`} item={item} self={item.recordId === id} homeTitle={title} />
        ))}
      </ol>
      {timeline.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          fullWidth
          loading={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
        >
          {t("record.older")}
        </Button>
      )}
    </>
  );
}

function TimelineItem({ item, self, homeTitle }: { item: Happening; self: boolean; homeTitle: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const object = objectByName(meta, item.object);
  if (!object) return null;
  const kind = item.summary["kind"];
  const mark = (typeof kind === "string" && kindIcon(kind)) || iconOf(object.icon);
  const named =
    typeof kind === "string" && object.fields.some((field) => field.name === "kind")
      ? words.option(object.name, "kind", kind)
      : words.one(object.name);
  const body = text(item.summary["body"]);
  const title = item.title ?? titleOf(object, item.summary);
  return (
    <li className={classes.item}>
      <span className={classes.itemMark}>{createElement(mark, { size: 15, stroke: 1.7, "aria-hidden": true })}</span>
      <div className={classes.itemMain}>
        <div className={classes.itemHead}>
          <span className={classes.itemKind}>
            {self ? t("record.wasCreated", { what: words.one(object.name) }) : named}
          </span>
          {!self && title && title !== body && (
            <Link to={paths.record(meta.workspace.slug, object.path, item.recordId)} className={classes.itemTitle}>
              <OwnText>{title}</OwnText>
            </Link>
          )}
          <span className={classes.itemWhen}>
            {item.by && (
              <>
                <OwnText>{item.by.title}</OwnText> ·{" "}
              </>
            )}
            <When at={item.occurredAt} />
          </span>
        </div>
        {body && (
          <div dir="auto" className={classes.itemBody}>
            {body}
          </div>
        )}
        {!self && (
          <div className={classes.itemFacts}>
            {factsBeside(object, item.summary, homeTitle)
              .slice(0, 3)
              .map((field) => (
                <span key={field.name}>
                  <FieldValue object={object} field={field} value={item.summary[field.name]} />
                </span>
              ))}
          </div>
        )}
      </div>
    </li>
  );
}

const text = (value: Json | undefined): string => (typeof value === "string" ? value : isObject(value) ? "" : "");
