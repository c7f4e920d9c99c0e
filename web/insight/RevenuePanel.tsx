/** How revenue moved month by month, as bars and in words. */
import { Anchor, Table } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "#web/language/language.ts";
import { useFormat } from "#ui/format.tsx";
import { WHOLE, monthName } from "./figures.ts";
import { ChartCard } from "./ChartCard.tsx";
import { useRevenue } from "./insight.queries.ts";
import { ordersOf, useRecordLinks } from "./links.ts";
import { RevenueBars } from "./RevenueBars.tsx";
import { useSay } from "./say.ts";

export const RevenuePanel = memo(function RevenuePanel() {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const links = useRecordLinks();
  const revenue = useRevenue();
  const data = revenue.data?.data ?? [];
  const currency = revenue.data?.currency ?? format.settings.baseCurrency;
  const link = (period: string): string => links.list("order", ordersOf(period), "-orderedAt");
  const best =
    data.length > 0 ? data.reduce((top, entry) => (Number(entry.net) > Number(top.net) ? entry : top)) : undefined;
  const money = (amount: string): string => format.money(amount, currency, WHOLE);
  const [first, last] = [data[0], data.at(-1)];
  return (
    <ChartCard
      kind="revenue"
      title={t("insight.revenue.title")}
      loading={revenue.isPending}
      error={revenue.error}
      summary={
        best &&
        first &&
        last &&
        say("insight.revenue.summary", {
          from: monthName(format, first.period),
          to: monthName(format, last.period),
          month: monthName(format, best.period),
          money: money(best.net),
        })
      }
      chart={
        <>
          <RevenueBars data={data} currency={currency} onOpen={(period) => links.go(link(period))} />
          <ul className="chart-legend">
            <li className="legend-sales">{t("insight.revenue.sales")}</li>
            <li className="legend-returns">{t("insight.revenue.returns")}</li>
            <li className="legend-net">{t("insight.revenue.net")}</li>
          </ul>
        </>
      }
      table={() => (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("insight.revenue.month")}</Table.Th>
              {["sales", "returns", "net", "orders", "customers"].map((name) => (
                <Table.Th key={name} className="figure">
                  {t(`insight.revenue.${name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((entry) => (
              <Table.Tr key={entry.period}>
                <Table.Td>
                  <Anchor {...links.at(link(entry.period))}>{monthName(format, entry.period)}</Anchor>
                </Table.Td>
                <Table.Td className="figure">{money(entry.sales)}</Table.Td>
                <Table.Td className="figure">{money(entry.returns)}</Table.Td>
                <Table.Td className="figure">{money(entry.net)}</Table.Td>
                <Table.Td className="figure">{format.number(entry.orders)}</Table.Td>
                <Table.Td className="figure">{format.number(entry.customers)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    />
  );
});
