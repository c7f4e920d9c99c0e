/** Which customers carry the company: the ABC curve, its classes in words, and the limits between them. */
import { Anchor, Group, NumberInput, SegmentedControl, Table, Text, UnstyledButton } from "@mantine/core";
import { memo, useState } from "react";
import { useTranslation } from "#web/language/language.ts";
import { useFormat } from "#ui/format.tsx";
import { WHOLE } from "./figures.ts";
import { moveLimit, type AbcClass } from "./abc.ts";
import { AbcCurve } from "./AbcCurve.tsx";
import { ChartCard } from "./ChartCard.tsx";
import { MEASURES, useAbc, type Measure } from "./insight.queries.ts";
import { useRecordLinks } from "./links.ts";
import { useSay } from "./say.ts";

const STANDARD_LIMITS = [80, 95];
const SORT: Record<Measure, string> = { revenue: "revenue", gross: "grossRevenue", margin: "margin" };

export const AbcPanel = memo(function AbcPanel({
  measure,
  onMeasure,
}: {
  measure: Measure;
  onMeasure(measure: Measure): void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const links = useRecordLinks();
  const [limits, setLimits] = useState(STANDARD_LIMITS);
  const [asked, setAsked] = useState(STANDARD_LIMITS);
  const abc = useAbc(measure, asked);
  const data = abc.data;
  const first = data?.classes[0];
  const standard = asked.join() === STANDARD_LIMITS.join();
  // A customer's class is kept by net revenue at the standard limits; other views open the same customers by rank.
  const link = (name: string): string =>
    standard && measure === "revenue"
      ? links.list("customer", { field: "class", op: "eq", value: name }, "-revenue")
      : links.list("customer", undefined, `-${SORT[measure]}`);
  const move = (index: number, percent: number): void => setLimits((now) => moveLimit(now, index, percent));
  const set = (index: number, percent: number): void => {
    const next = moveLimit(limits, index, percent);
    setLimits(next);
    setAsked(next);
  };
  const money = (amount: string): string => format.money(amount, data?.currency ?? format.settings.baseCurrency, WHOLE);

  return (
    <ChartCard
      kind="abc"
      title={t("insight.abc.title")}
      loading={abc.isPending}
      error={abc.error}
      tools={
        <SegmentedControl
          size="xs"
          value={measure}
          aria-label={t("insight.measure")}
          onChange={(value) => onMeasure(value as Measure)}
          data={MEASURES.map((value) => ({ value, label: t(`insight.measure.${value}`) }))}
        />
      }
      summary={
        first &&
        data &&
        say("insight.abc.summary", {
          count: first.customers,
          shown: format.number(first.customers),
          share: format.share(first.customerShare, 1),
          amount: format.share(first.amountShare, 1),
          money: money(first.amount),
          measure: t(`insight.measure.${measure}.of`),
        })
      }
      chart={
        data && (
          <>
            <AbcCurve
              curve={data.curve}
              classes={data.classes}
              limits={limits}
              customers={data.customers}
              onMove={move}
              onMoved={() => setAsked(limits)}
              onOpen={(name) => links.go(link(name))}
            />
            <Text size="xs" c="dimmed" mt={4}>
              {say("insight.abc.axes", { measure: t(`insight.measure.${measure}.of`) })}
            </Text>
            <div className="class-tiles">
              {data.classes.map((entry) => (
                <ClassTile
                  key={entry.class}
                  entry={entry}
                  money={money(entry.amount)}
                  at={links.at(link(entry.class))}
                />
              ))}
            </div>
            <Group gap="sm" mt="sm" align="end">
              {limits.map((limit, index) => (
                <NumberInput
                  key={index}
                  size="xs"
                  w={130}
                  label={say("insight.abc.limitOf", { class: data.classes[index]?.class ?? "" })}
                  suffix="%"
                  min={1}
                  max={99}
                  allowDecimal={false}
                  value={limit}
                  onChange={(value) => typeof value === "number" && set(index, value)}
                />
              ))}
              {!standard && (
                <Anchor
                  component="button"
                  type="button"
                  size="xs"
                  pb={7}
                  onClick={() => {
                    setLimits(STANDARD_LIMITS);
                    setAsked(STANDARD_LIMITS);
                  }}
                >
                  {t("insight.abc.standard")}
                </Anchor>
              )}
            </Group>
            {!standard && (
              <Text size="xs" c="dimmed" mt="xs">
                {t("insight.abc.ownLimits")}
              </Text>
            )}
          </>
        )
      }
      table={() =>
        data && (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("insight.class")}</Table.Th>
                <Table.Th className="figure">{t("insight.customers")}</Table.Th>
                <Table.Th className="figure">{t("insight.customerShare")}</Table.Th>
                <Table.Th className="figure">{t(`insight.measure.${measure}`)}</Table.Th>
                <Table.Th className="figure">{t("insight.share")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.classes.map((entry) => (
                <Table.Tr key={entry.class}>
                  <Table.Td>
                    <ClassName name={entry.class} />
                  </Table.Td>
                  <Table.Td className="figure">{format.number(entry.customers)}</Table.Td>
                  <Table.Td className="figure">{format.share(entry.customerShare, 1)}</Table.Td>
                  <Table.Td className="figure">{money(entry.amount)}</Table.Td>
                  <Table.Td className="figure">{format.share(entry.amountShare, 1)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )
      }
    />
  );
});

function ClassName({ name }: { name: string }) {
  const { t } = useTranslation();
  const say = useSay();
  return <>{name.length === 1 ? say("insight.abc.class", { class: name }) : t("insight.abc.classNone")}</>;
}

function ClassTile({
  entry,
  money,
  at,
}: {
  entry: AbcClass;
  money: string;
  at: ReturnType<ReturnType<typeof useRecordLinks>["at"]>;
}) {
  const say = useSay();
  const format = useFormat();
  return (
    <UnstyledButton component="a" className={`class-tile class-${entry.class.toLowerCase()}`} {...at}>
      <span className="class-name">
        <ClassName name={entry.class} />
      </span>
      <span className="class-lead">
        {say("insight.abc.customers", { count: entry.customers, shown: format.number(entry.customers) })}
      </span>
      <span className="class-detail">
        {say("insight.abc.carry", { money, share: format.share(entry.amountShare, 1) })}
      </span>
    </UnstyledButton>
  );
}
