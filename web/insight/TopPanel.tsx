/** The ten customers, or products, that bring most, each with its share of the whole. */
import { Anchor, Table } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "#web/language/language.ts";
import { useFormat } from "#ui/format.tsx";
import { WHOLE } from "./figures.ts";
import { useRecordLinks } from "./links.ts";
import { ChartCard } from "./ChartCard.tsx";
import { useTop, type Top } from "./insight.queries.ts";
import { useSay } from "./say.ts";

export const TopPanel = memo(function TopPanel({ kind, currency }: { kind: "customer" | "product"; currency: string }) {
  const top = useTop(kind);
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const links = useRecordLinks();
  const data = top.data?.data ?? [];
  const most = Math.max(...data.map((entry) => Math.abs(entry.share)), 0.0001);
  const sum = data.reduce((total, entry) => total + entry.share, 0);
  const name = (entry: Top["data"][number]) => (
    <Anchor className="top-name" {...links.at(links.record(kind, entry.id))}>
      <bdi>{entry.title}</bdi>
    </Anchor>
  );
  const amount = (entry: Top["data"][number]): string => format.money(entry.amount, currency, WHOLE);
  return (
    <ChartCard
      kind="top"
      title={t(`insight.top.${kind}`)}
      loading={top.isPending}
      error={top.error}
      summary={say("insight.top.summary", {
        count: data.length,
        shown: format.number(data.length),
        share: format.share(sum, 1),
      })}
      chart={
        <ol className="top">
          {data.map((entry) => (
            <li key={entry.id}>
              {name(entry)}
              <span className="figure">{amount(entry)}</span>
              <span className="figure top-share">{format.share(entry.share, 1)}</span>
              <span className="top-bar" style={{ inlineSize: `${(100 * Math.abs(entry.share)) / most}%` }} />
            </li>
          ))}
        </ol>
      }
      table={() => (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("insight.name")}</Table.Th>
              <Table.Th className="figure">{t("insight.revenue")}</Table.Th>
              <Table.Th className="figure">{t("insight.share")}</Table.Th>
              <Table.Th className="figure">
                {t(kind === "customer" ? "insight.revenue.orders" : "insight.quantity")}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((entry) => (
              <Table.Tr key={entry.id}>
                <Table.Td>{name(entry)}</Table.Td>
                <Table.Td className="figure">{amount(entry)}</Table.Td>
                <Table.Td className="figure">{format.share(entry.share, 1)}</Table.Td>
                <Table.Td className="figure">{format.number(Number(entry.orders ?? entry.quantity ?? 0))}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    />
  );
});
