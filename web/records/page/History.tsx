/** Who changed what of a record, when, from what to what, and by which way. */
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import { isObject, type Json } from "#model/json.ts";
import { isCustomName } from "#model/naming.ts";
import { When } from "#ui/format.tsx";
import { late } from "#ui/late.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { EmptyState, LinesSkeleton } from "#ui/states.tsx";
import { api } from "../../api/client.ts";
import { fieldOf, useMeta, type MetaField, type MetaObject } from "../../api/meta.ts";
import { LANGUAGES } from "../../language/language.ts";
import { ownWord } from "../../language/own-words.ts";
import { isEmpty } from "../emptiness.ts";
import { FieldValue } from "../FieldValue.tsx";
import { keys } from "../records.queries.ts";
import { useWords } from "../words.ts";
import type { OwnOldProps } from "./OwnOld.tsx";
import classes from "./Record.module.css";

interface Entry {
  id: string;
  at: string;
  by: { id: string; title: string } | null;
  via: string;
  type: "created" | "updated" | "deleted" | "restored";
  changes: { field: string; from: Json; to: Json }[];
}

export function History({ object, id }: { object: MetaObject; id: string }) {
  const { t } = useTranslation();
  const { slug } = useMeta().workspace;
  const history = useInfiniteQuery({
    queryKey: [...keys.record(slug, object.path, id), "happenings", "history"],
    queryFn: ({ pageParam, signal }) =>
      api.get<{ data: Entry[]; nextCursor: string | null }>(`/${object.path}/${id}/history`, {
        query: { cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  if (history.isPending) return <LinesSkeleton />;
  const entries = history.data?.pages.flatMap((page) => page.data) ?? [];
  if (entries.length === 0) return <EmptyState title={t("record.noHistory")} />;
  return (
    <>
      <ol className={classes.timeline}>
        {entries.map((entry) => (
          <li key={entry.id} className={classes.item}>
            <span className={classes.itemDot} />
            <div className={classes.itemMain}>
              <div className={classes.itemHead}>
                <span className={classes.itemKind}>{t(`history.${entry.type}`)}</span>
                <span className={classes.itemWhen}>
                  {entry.by && (
                    <>
                      <OwnText>{entry.by.title}</OwnText> ·{" "}
                    </>
                  )}
                  {t(`via.${entry.via}`, { defaultValue: entry.via })} · <When at={entry.at} />
                </span>
              </div>
              {entry.type === "updated" &&
                entry.changes.map((change) => <Changed key={change.field} object={object} {...change} />)}
            </div>
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          fullWidth
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t("record.older")}
        </Button>
      )}
    </>
  );
}

/** One field, from what to what. */
export function Changed({
  object,
  field: name,
  from,
  to,
}: {
  object: MetaObject;
  field: string;
  from: Json;
  to: Json;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const label = <span className={classes.label}>{words.field(object.name, fieldOf(object, name) ?? name)}</span>;
  if (isInner(object, name, from) || isInner(object, name, to))
    return (
      <div className={classes.change}>
        {label}
        <span>{t("history.updated")}</span>
      </div>
    );
  return (
    <div className={classes.change}>
      {label}
      <span>
        <del className={classes.from}>
          <Old object={object} name={name} value={from} />
        </del>{" "}
        <span className="icon-pointing" aria-hidden style={{ display: "inline-block" }}>
          →
        </span>{" "}
        <Old object={object} name={name} value={to} />
      </span>
    </div>
  );
}

/** A company's own word is read in its language; of what else programs keep inside, that it changed is all there is to tell. */
const isInner = (object: MetaObject, name: string, value: Json): boolean => {
  const field = fieldOf(object, name);
  return field !== undefined && viewOf(field.type).inner === true && !isEmpty(value) && ownText(value) === undefined;
};

/** Of a name by language, or of a singular and plural by language. */
function ownText(value: Json): string | undefined {
  if (!isObject(value)) return typeof value === "string" ? value : undefined;
  const word: unknown = ownWord(value as Record<string, string>);
  const text = isObject(word) ? word["many"] : word;
  return LANGUAGES.some((language) => language in value) && typeof text === "string" ? text : undefined;
}

/** Fields of the company's own alone change their kind; what tells kinds apart is fetched for those. */
const OwnOld = late<OwnOldProps>(() => import("./OwnOld.tsx").then((module) => module.OwnOld));

function Old({ object, name, value }: { object: MetaObject; name: string; value: Json }) {
  const field = fieldOf(object, name);
  if (isEmpty(value)) return <>–</>;
  if (!field) return <OwnText>{JSON.stringify(value)}</OwnText>;
  const shown = <Shown object={object} field={field} value={value} />;
  if (!isCustomName(name)) return shown;
  return (
    <OwnOld field={field} value={value}>
      {shown}
    </OwnOld>
  );
}

/** A record may be named by its id alone. */
function Shown({ object, field, value }: { object: MetaObject; field: MetaField; value: Json }) {
  const { OperandText, toInput, inner } = viewOf(field.type);
  if (inner) return <OwnText>{ownText(value)}</OwnText>;
  if (typeof value === "string" && OperandText && toInput)
    return <OperandText value={value} field={field} optionLabel={String} />;
  return <FieldValue object={object} field={field} value={value} />;
}
