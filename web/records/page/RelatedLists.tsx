/** What is connected with a record: of each kind the first few, how many there are, and the way to all of them. */
import { ActionIcon } from "@mantine/core";
import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#model/filter.ts";
import type { RecordJson } from "#model/json.ts";
import { useFormat } from "#ui/format.tsx";
import { NamedIcon } from "#ui/Icon.tsx";
import { Ltr, OwnText } from "#ui/own-text.tsx";
import { LinesSkeleton } from "#ui/states.tsx";
import { api } from "../../api/client.ts";
import { fieldOf, objectByName, useMeta, type MetaField, type MetaObject } from "../../api/meta.ts";
import { paths } from "../../paths.ts";
import { useCreating } from "../creating.tsx";
import { factsBeside } from "../facts.ts";
import { isEmpty } from "../emptiness.ts";
import { FieldValue } from "../FieldValue.tsx";
import { keys, type ListPageData } from "../records.queries.ts";
import { titleOf } from "../titles.ts";
import { useWords } from "../words.ts";
import classes from "./Record.module.css";
import lists from "./Related.module.css";

const SHOWN = 5;

interface RelatedProps {
  home: MetaObject;
  record: RecordJson;
  object: MetaObject;
  field: MetaField;
}

export function RelatedLists({ object: home, record }: { object: MetaObject; record: RecordJson }) {
  const meta = useMeta();
  const related = home.related.flatMap((one) => {
    const object = objectByName(meta, one.object);
    const field = object && fieldOf(object, one.field);
    return object && field && object.rights.read && !object.internal && !object.childOf
      ? [{ home, record, object, field }]
      : [];
  });
  // They come together: one that grows would push those below it down.
  const waiting = useQueries({
    queries: related.map((one) => relatedQuery(meta.workspace.slug, one)),
    combine: (answers) => answers.some(({ isPending }) => isPending),
  });
  if (waiting) return <LinesSkeleton lines={8} />;
  return related.map((one) => {
    const key = `${one.object.name}.${one.field.name}`;
    return one.field.unique ? <RelatedOne key={key} {...one} /> : <RelatedMany key={key} {...one} />;
  });
}

const filterFor = (field: MetaField, id: string): Filter => ({
  field: field.name,
  op: field.storage === "links" ? "hasAny" : "eq",
  value: field.storage === "links" ? [id] : id,
});

function relatedQuery(slug: string, { home, record, object, field }: RelatedProps) {
  const filter = filterFor(field, record.id);
  const fields = [
    ...object.title,
    ...(field.unique ? statisticsOf(object).map(({ name }) => name) : object.list.columns),
  ];
  return queryOptions({
    queryKey: [...keys.object(slug, object.path), "related", home.name, record.id, field.name],
    queryFn: ({ signal }) =>
      api.get<ListPageData>(`/${object.path}`, {
        query: { filter, limit: SHOWN, fields: fields.join(","), sort: object.list.sort },
        signal,
      }),
  });
}

const statisticsOf = (object: MetaObject): MetaField[] =>
  object.fields.filter((field) => field.source === "statistics");

/** At most one record points here by that field: its computed facts are shown as this record's own. */
function RelatedOne(props: RelatedProps) {
  const { object } = props;
  const words = useWords();
  const { slug } = useMeta().workspace;
  const facts = statisticsOf(object);
  const { data } = useQuery(relatedQuery(slug, props));
  const one = data?.data[0];
  if (!one) return null;
  const filled = facts.filter((field) => !isEmpty(one[field.name]));
  return (
    <section className={classes.panel}>
      <div className={classes.panelHead}>
        <h2 className={classes.panelTitle}>
          <Link to={paths.record(slug, object.path, one.id)}>{words.one(object.name)}</Link>
        </h2>
      </div>
      <dl className={lists.numbers}>
        {filled.map((field) => (
          <div key={field.name} className={lists.numberRow}>
            <dt>{words.field(object.name, field)}</dt>
            <dd>
              <FieldValue object={object} field={field} value={one[field.name]} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function RelatedMany(props: RelatedProps) {
  const { home, record, object, field } = props;
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { create } = useCreating();
  const { slug } = useMeta().workspace;
  const { data } = useQuery(relatedQuery(slug, props));
  const all = paths.list(slug, object.path, { filter: filterFor(field, record.id) });
  const several = home.related.filter((one) => one.object === object.name).length > 1;
  const title = several ? `${words.many(object)} · ${words.field(object.name, field)}` : words.many(object);
  const value =
    field.storage === "links"
      ? [{ id: record.id, title: titleOf(home, record) }]
      : { id: record.id, title: titleOf(home, record) };
  const count = data?.count;
  if (count?.value === 0 && (!object.rights.create || field.readOnly)) return null;
  return (
    <section className={classes.panel}>
      <div className={classes.panelHead}>
        <h2 className={classes.panelTitle}>
          <Link to={all}>
            <NamedIcon name={object.icon} size={15} /> {title}
          </Link>
          {count && (
            <span className={classes.number}>
              {count.exact ? format.number(count.value) : <Ltr>{`${format.number(count.value)}+`}</Ltr>}
            </span>
          )}
        </h2>
        {object.rights.create && field.access === "write" && !field.readOnly && (
          <ActionIcon
            size="sm"
            aria-label={t("frame.newOne", { what: words.inText(object.name) })}
            onClick={() => create(object.name, { values: { [field.name]: value } })}
          >
            <IconPlus size={14} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {data && data.data.length > 0 && (
        <ul className={lists.relatedList}>
          {data.data.map((one) => (
            <li key={one.id}>
              <Link to={paths.record(slug, object.path, one.id)} className={lists.relatedRow}>
                <OwnText className={lists.relatedTitle!}>{titleOf(object, one) || words.one(object.name)}</OwnText>
                <span className={lists.relatedFacts} inert>
                  {factsBeside(object, one, titleOf(home, record), { dated: true })
                    .slice(0, 2)
                    .map((fact) => (
                      <FieldValue key={fact.name} object={object} field={fact} value={one[fact.name]} />
                    ))}
                </span>
              </Link>
            </li>
          ))}
          {(count?.value ?? 0) > SHOWN && (
            <li>
              <Link to={all} className={lists.all}>
                {t("record.showAll")}
              </Link>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
