/** Insight answers: who are our customers, and which of them carry the company? */
import { Button, Text } from "@mantine/core";
import { IconChartAreaLine, IconDatabaseImport } from "@tabler/icons-react";
import { useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { EmptyState, ErrorState } from "#ui/states.tsx";
import { ApiError } from "#web/api/client.ts";
import { useMeta } from "#web/api/meta.ts";
import { Page } from "#web/frame/Page.tsx";
import { may } from "#web/frame/rooms.ts";
import { useTranslation } from "#web/language/language.ts";
import { paths } from "#web/paths.ts";
import { AbcPanel } from "./AbcPanel.tsx";
import "./groups.css";
import "./insight.css";
import { useAbc, useMeasures, type Measure } from "./insight.queries.ts";
import { KeyFigures } from "./KeyFigures.tsx";
import { useRecordLinks } from "./links.ts";
import { RevenuePanel } from "./RevenuePanel.tsx";
import { RfmPanel } from "./RfmPanel.tsx";
import { TopPanel } from "./TopPanel.tsx";

export function InsightPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const [measure, setMeasure] = useState<Measure>("revenue");
  const abc = useAbc(measure, [80, 95]);
  const measures = useMeasures();
  const forbidden = abc.error instanceof ApiError && abc.error.status === 403;
  const currency = abc.data?.currency ?? format.settings.baseCurrency;
  const visible = abc.data?.visible ?? "all";
  return (
    <Page title={t("insight.title")} subtitle={t("insight.question")}>
      {abc.error && !abc.data ? (
        <ErrorState
          kind={forbidden ? "forbidden" : "failed"}
          title={t(forbidden ? "insight.forbidden" : "insight.failed")}
          {...(forbidden ? {} : { again: { label: t("insight.again"), act: () => void abc.refetch() } })}
        >
          {forbidden ? t("insight.forbiddenHint") : abc.error.message}
        </ErrorState>
      ) : measures.data && measures.data.orders === 0 ? (
        <NoPurchases />
      ) : (
        <div className="insight">
          <Text size="sm" c="dimmed">
            {abc.data ? t(`insight.visible.${visible}`) : "\u00a0"}
          </Text>
          <KeyFigures measures={measures.data} />
          <AbcPanel measure={measure} onMeasure={setMeasure} />
          <RfmPanel currency={currency} />
          <RevenuePanel />
          <div className="insight-pair">
            <TopPanel kind="customer" currency={currency} />
            <TopPanel kind="product" currency={currency} />
          </div>
        </div>
      )}
    </Page>
  );
}

function NoPurchases() {
  const { t } = useTranslation();
  const links = useRecordLinks();
  const meta = useMeta();
  return (
    <EmptyState
      icon={IconChartAreaLine}
      title={t("insight.empty.title")}
      actions={
        may(meta, "import") && (
          <Button component="a" leftSection={<IconDatabaseImport size={16} />} {...links.at(paths.imports(links.slug))}>
            {t("insight.empty.import")}
          </Button>
        )
      }
    >
      {t("insight.empty.text")}
    </EmptyState>
  );
}
