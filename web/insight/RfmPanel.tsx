/** Who buys often and who is fading: the RFM grid (recency by frequency) and its named groups. */
import { Table, UnstyledButton } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "#web/language/language.ts";
import { useFormat } from "#ui/format.tsx";
import { WHOLE } from "./figures.ts";
import { ChartCard } from "./ChartCard.tsx";
import { useRfm } from "./insight.queries.ts";
import { useRecordLinks } from "./links.ts";
import { grid, inOrder, type RfmCell, type RfmGroup } from "./rfm.ts";
import { useSay } from "./say.ts";

export const RfmPanel = memo(function RfmPanel({ currency }: { currency: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const rfm = useRfm();
  const data = rfm.data;
  const groups = inOrder(data?.groups ?? []).filter((group) => group.customers > 0);
  const count = (name: string): number => groups.find((group) => group.name === name)?.customers ?? 0;
  const leaving = count("atRisk") + count("cannotLose");
  return (
    <ChartCard
      kind="rfm"
      title={t("insight.rfm.title")}
      loading={rfm.isPending}
      error={rfm.error}
      summary={
        data &&
        `${say("insight.rfm.champions", { count: count("champions"), shown: format.number(count("champions")) })} ${say("insight.rfm.leaving", { count: leaving, shown: format.number(leaving) })} ${data.asOf ? say("insight.rfm.asOf", { date: format.date(data.asOf) }) : ""}`
      }
      chart={
        data && (
          <div className="rfm">
            <RfmGrid cells={data.cells} currency={currency} />
            <RfmGroups groups={groups} currency={currency} />
          </div>
        )
      }
      table={() => (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("insight.rfm.group")}</Table.Th>
              <Table.Th className="figure">{t("insight.customers")}</Table.Th>
              <Table.Th className="figure">{t("insight.revenue")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {groups.map((group) => (
              <Table.Tr key={group.name}>
                <Table.Td>{t(`insight.rfm.${group.name}`)}</Table.Td>
                <Table.Td className="figure">{format.number(group.customers)}</Table.Td>
                <Table.Td className="figure">{format.money(group.revenue, currency, WHOLE)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    />
  );
});

function RfmGrid({ cells, currency }: { cells: RfmCell[]; currency: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const links = useRecordLinks();
  const most = Math.max(1, ...cells.map((cell) => cell.customers));
  const open = (cell: RfmCell): void =>
    links.go(
      links.list(
        "customer",
        {
          and: [
            { field: "recencyScore", op: "eq", value: cell.recency },
            { field: "frequencyScore", op: "eq", value: cell.frequency },
          ],
        },
        "-revenue",
      ),
    );
  return (
    <div className="rfm-grid" role="group" aria-label={t("insight.rfm.grid")}>
      <span className="rfm-axis rfm-axis-up">{t("insight.rfm.frequency")}</span>
      {grid(cells)
        .flat()
        .map((cell) => {
          const words = say("insight.rfm.cell", {
            count: cell.customers,
            shown: format.number(cell.customers),
            recency: format.number(cell.recency),
            frequency: format.number(cell.frequency),
            money: format.money(cell.revenue, currency, WHOLE),
          });
          return (
            <UnstyledButton
              key={`${cell.recency}${cell.frequency}`}
              className="rfm-cell"
              disabled={cell.customers === 0}
              title={words}
              aria-label={words}
              style={{ "--weight": `${Math.round(4 + 46 * Math.sqrt(cell.customers / most))}%` }}
              onClick={() => open(cell)}
            >
              {cell.customers === 0 ? "·" : format.number(cell.customers)}
            </UnstyledButton>
          );
        })}
      <span className="rfm-axis rfm-axis-along">
        <span>{t("insight.rfm.longAgo")}</span>
        <span>{t("insight.rfm.recency")}</span>
        <span>{t("insight.rfm.recently")}</span>
      </span>
    </div>
  );
}

function RfmGroups({ groups, currency }: { groups: RfmGroup[]; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const links = useRecordLinks();
  return (
    <ul className="rfm-groups">
      {groups.map((group) => (
        <li key={group.name}>
          <UnstyledButton
            component="a"
            className="rfm-group"
            title={t(`insight.rfm.${group.name}.means`)}
            {...links.at(links.list("customer", { field: "rfmGroup", op: "eq", value: group.name }, "-revenue"))}
          >
            <span>{t(`insight.rfm.${group.name}`)}</span>
            <span className="figure">{format.number(group.customers)}</span>
            <span className="figure rfm-money">{format.money(group.revenue, currency, WHOLE)}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
