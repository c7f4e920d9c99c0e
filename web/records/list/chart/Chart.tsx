/** A list as a chart: one mark for each group, which leads to its records; the same figures as a table, and in a sentence. */
import { NativeSelect, SegmentedControl, Skeleton, Table } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconChartBar } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import { CHART_FORMS, DATE_STEPS, type ChartForm, type Total } from "#model/view-parts.ts";
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { EmptyState } from "#ui/states.tsx";
import { useMeta, type MetaObject } from "../../../api/meta.ts";
import { Problem } from "../../../frame/Failure.tsx";
import { useSay } from "../../../insight/say.ts";
import { paths } from "../../../paths.ts";
import { FieldValue } from "../../FieldValue.tsx";
import { useWords } from "../../words.ts";
import { sumsQuery, useSums } from "../columns/totals.queries.ts";
import { useGroupName } from "../groups/group-name.ts";
import { groupingsOf } from "../groups/groupings.ts";
import { within, type Grouping } from "../groups/picking.ts";
import type { ListState } from "../list-state.ts";
import { ALL, type ListView } from "../views/list-view.ts";
import classes from "./Chart.module.css";
import { addsUp, marksOf, MOST_BARS, OTHERS, type Mark } from "./marks.ts";
import { measuresOf, type Measure } from "./measures.ts";

interface ChartProps {
  object: MetaObject;
  grouping: Grouping;
  measure: Measure;
  view: ListView;
  state: ListState;
}

export function Chart({ object, grouping, measure, view, state }: ChartProps) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useWords();
  const format = useFormat();
  const { slug } = useMeta().workspace;
  const { field, step } = grouping;
  const by = step ? `${field.name}:${step}` : field.name;
  const totals: Record<string, Total> = measure.of ? { [measure.of.field.name]: measure.of.total } : {};
  const answer = useQuery(sumsQuery(slug, object, state.search, totals, by));
  // The groups of another field would be read wrongly by this one.
  const sums = answer.isPlaceholderData ? [] : (answer.data ?? []);
  const groupName = useGroupName(object, field, step);
  const many = !step && sums.length > MOST_BARS && addsUp(measure.name);
  const whole = useSums(slug, object, state.search, totals, many);
  const { marks, left } = marksOf(grouping, sums, measure.name, many ? whole : undefined);
  const nameOf = (mark: Mark): string => (mark.key === OTHERS ? t("chart.others") : groupName(mark.group));
  const form: ChartForm = step ? (view.shown.chart?.form ?? "bars") : "bars";
  const change = (part: Partial<{ by: string; measure: string; form: ChartForm }>) =>
    view.change({ layout: "chart", chart: { by, measure: measure.name, form, ...part } });
  const href = (mark: Mark) =>
    paths.list(slug, object.path, {
      view: ALL,
      layout: "table",
      filter: within(state.search.filter, mark.filter),
      q: state.search.q,
    });
  const measureName = ({ of }: Measure): string =>
    of
      ? say("chart.ofField", { total: t(`list.total.${of.total}`), field: words.field(object.name, of.field) })
      : t("chart.count");
  const plain = (mark: Mark): string => {
    if (mark.value === null) return "–";
    return measure.of?.field.type === "money"
      ? format.money(mark.text, format.settings.baseCurrency, { maximumFractionDigits: 0 })
      : format.number(mark.text, { maximumFractionDigits: 2 });
  };
  const top = marks
    .filter(({ key }) => key !== OTHERS)
    .reduce<Mark | undefined>(
      (most, mark) => ((mark.value ?? -Infinity) > (most?.value ?? -Infinity) ? mark : most),
      undefined,
    );
  const fields = object.fields.flatMap((one) => {
    const steps = one.steps
      ? DATE_STEPS.map((each) => ({ value: `${one.name}:${each}`, step: each }))
      : groupingsOf(one);
    return steps.map(({ value, step: each }) => {
      const name = words.field(object.name, one);
      return { value, label: each ? say("list.fieldByStep", { field: name, step: t(`list.step.${each}`) }) : name };
    });
  });
  const marked = marks.map((mark) => ({ mark, name: nameOf(mark), said: plain(mark), href: href(mark) }));
  return (
    <div className={classes.chart} role="region" tabIndex={0} aria-label={words.many(object)}>
      <div className={classes.tools}>
        <NativeSelect
          size="xs"
          label={t("chart.by")}
          value={by}
          data={fields}
          onChange={(event) => change({ by: event.currentTarget.value })}
        />
        <NativeSelect
          size="xs"
          label={t("chart.measure")}
          value={measure.name}
          data={measuresOf(object).map((one) => ({ value: one.name, label: measureName(one) }))}
          onChange={(event) => change({ measure: event.currentTarget.value })}
        />
        {step && (
          <SegmentedControl
            size="xs"
            aria-label={t("chart.form")}
            value={form}
            data={CHART_FORMS.map((value) => ({ value, label: t(`chart.${value}`) }))}
            onChange={(value) => change({ form: value as ChartForm })}
          />
        )}
      </div>
      {answer.isError ? (
        <Problem error={answer.error} again={() => void answer.refetch()} />
      ) : answer.isPending || answer.isPlaceholderData ? (
        <Skeleton height={260} />
      ) : !top ? (
        <EmptyState icon={IconChartBar} title={t("chart.nothing")}>
          {t("chart.nothingText")}
        </EmptyState>
      ) : (
        <>
          <p className={classes.summary}>
            {say("chart.summary", {
              what: words.many(object),
              measure: measureName(measure),
              name: groupName(top.group),
              value: plain(top),
              count: format.number((many ? whole?.count : undefined) ?? sums.reduce((sum, one) => sum + one.count, 0)),
            })}{" "}
            {left > 0 && say(step ? "chart.newest" : "chart.largest", { number: format.number(marks.length) })}
          </p>
          <div className={classes.both}>
            {step ? <Columns marked={marked} line={form === "line"} /> : <Bars marked={marked} />}
            <div className={classes.table} role="region" tabIndex={0} aria-label={measureName(measure)}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{words.field(object.name, field)}</Table.Th>
                    <Table.Th className={classes.figure!}>{measureName(measure)}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {marked.map(({ mark, name, href: to }) => (
                    <Table.Tr key={mark.key}>
                      <Table.Td>
                        <Link to={to}>
                          <OwnText>{name}</OwnText>
                        </Link>
                      </Table.Td>
                      <Table.Td className={classes.figure!}>
                        <Figure object={object} measure={measure} mark={mark} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          </div>
        </>
      )}
    </div>
  );
}

/** As the field itself is written; an average with two decimals. */
function Figure({ object, measure, mark }: { object: MetaObject; measure: Measure; mark: Mark }) {
  const format = useFormat();
  if (!measure.of || mark.value === null) return mark.value === null ? "–" : format.number(mark.text);
  const { field, total } = measure.of;
  const amount = total === "avg" ? mark.value.toFixed(2) : mark.text;
  const value = viewOf(field.type).ofAmount?.(amount, format.settings.baseCurrency) ?? amount;
  return <FieldValue object={object} field={field} value={value} />;
}

interface Marked {
  mark: Mark;
  name: string;
  said: string;
  href: string;
}

/** Names may be long: each stands over its bar. */
function Bars({ marked }: { marked: Marked[] }) {
  const highest = Math.max(...marked.map(({ mark }) => Math.abs(mark.value ?? 0)), 0) || 1;
  return (
    <ul className={classes.bars}>
      {marked.map(({ mark, name, said, href }) => (
        <li key={mark.key}>
          <Link to={href} className={classes.bar} aria-label={`${name}: ${said}`}>
            <span className={classes.names}>
              <OwnText>{name}</OwnText>
              <span className="tabular">{said}</span>
            </span>
            <span
              className={classes.length}
              style={{ inlineSize: `${(Math.abs(mark.value ?? 0) / highest) * 100}%` }}
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}

const HEIGHT = 220;

/** Dates beside each other in the reading direction: bars, or a line through their ends. */
function Columns({ marked, line }: { marked: Marked[]; line: boolean }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const highest = Math.max(...marked.map(({ mark }) => mark.value ?? 0), 0) || 1;
  const every = Math.max(1, Math.ceil((marked.length * 64) / Math.max(width, 64)));
  const share = (mark: Mark) => Math.max(0, (mark.value ?? 0) / highest);
  const points = marked
    .map(({ mark }, at) => `${((at + 0.5) / marked.length) * 100},${(1 - share(mark)) * 100}`)
    .join(" ");
  return (
    <div ref={ref} className={classes.columns} style={{ blockSize: HEIGHT + 32 }}>
      {line && (
        <svg className={classes.line} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
          <polyline points={points} vectorEffect="non-scaling-stroke" />
        </svg>
      )}
      {marked.map(({ mark, name, said, href }, at) => (
        <Link
          key={mark.key}
          to={href}
          className={classes.column}
          aria-label={`${name}: ${said}`}
          data-hint={`${name}: ${said}`}
        >
          <span className={classes.room}>
            <span className={line ? classes.dot : classes.height} style={{ blockSize: `${share(mark) * 100}%` }} />
          </span>
          <span className={classes.label} aria-hidden>
            {at % every === 0 && (at === 0 || at + every <= marked.length) && name}
          </span>
        </Link>
      ))}
    </div>
  );
}
