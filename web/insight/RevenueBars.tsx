/** Revenue over time: sales upwards and returns downwards for each month, the net as a line; a month opens its orders. */
import { useElementSize } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "#web/language/language.ts";
import { useFormat } from "#ui/format.tsx";
import { WHOLE, monthName } from "./figures.ts";
import { across, ticks, up, type ChartFrame } from "./scale.ts";
import { useSay } from "./say.ts";

const HEIGHT = 260;

export interface Period {
  /** `2010-12` for a month. */
  period: string;
  sales: string;
  returns: string;
  net: string;
  orders: number;
  customers: number;
}

export interface RevenueBarsProps {
  data: Period[];
  currency: string;
  onOpen(period: string): void;
}

export function RevenueBars({ data, currency, onOpen }: RevenueBarsProps) {
  const { i18n, t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const [over, setOver] = useState<number | null>(null);
  const frame: ChartFrame = {
    width,
    height: HEIGHT,
    start: 56,
    end: 8,
    top: 12,
    bottom: 28,
    mirrored: i18n.dir() === "rtl",
  };
  const steps = ticks(
    Math.min(0, ...data.map((entry) => -Math.abs(Number(entry.returns)))),
    Math.max(0, ...data.map((entry) => Number(entry.sales))),
    4,
  );
  const [lowest, highest] = [steps[0] ?? 0, steps.at(-1) ?? 1];
  const y = (value: number): number => up(frame, value, lowest, highest);
  const middle = (index: number): number => across(frame, (index + 0.5) / Math.max(1, data.length));
  const slot = (width - frame.start - frame.end) / Math.max(1, data.length);
  const bar = Math.max(2, Math.min(36, slot * 0.62));
  const every = Math.max(1, Math.ceil(56 / Math.max(1, slot)));
  const shown = over === null ? undefined : data[over];

  return (
    <div className="chart" ref={ref} style={{ minBlockSize: HEIGHT }} onPointerLeave={() => setOver(null)}>
      {width > 0 && (
        <svg width={width} height={HEIGHT}>
          {steps.map((step) => (
            <g key={step} aria-hidden>
              <line
                className={step === 0 ? "chart-axis" : "chart-grid"}
                x1={across(frame, 0)}
                x2={across(frame, 1)}
                y1={y(step)}
                y2={y(step)}
              />
              <text
                className="chart-label"
                x={across(frame, 0) + (frame.mirrored ? 8 : -8)}
                y={y(step) + 4}
                textAnchor={frame.mirrored ? "start" : "end"}
              >
                {format.compact(step)}
              </text>
            </g>
          ))}
          {data.map((entry, index) => (
            <g
              key={entry.period}
              className="chart-mark"
              role="link"
              tabIndex={0}
              aria-label={say("insight.revenue.openMonth", {
                month: monthName(format, entry.period),
                net: format.money(entry.net, currency, WHOLE),
              })}
              onPointerEnter={() => setOver(index)}
              onFocus={() => setOver(index)}
              onBlur={() => setOver(null)}
              onClick={() => onOpen(entry.period)}
              onKeyDown={(event) => event.key === "Enter" && onOpen(entry.period)}
            >
              <rect
                className="chart-hit"
                x={middle(index) - slot / 2}
                y={frame.top}
                width={slot}
                height={HEIGHT - frame.top - frame.bottom}
              />
              <rect
                className="bar-sales"
                x={middle(index) - bar / 2}
                y={y(Number(entry.sales))}
                width={bar}
                height={Math.max(0, y(0) - y(Number(entry.sales)))}
                rx={2}
              />
              <rect
                className="bar-returns"
                x={middle(index) - bar / 2}
                y={y(0)}
                width={bar}
                height={Math.max(0, y(-Math.abs(Number(entry.returns))) - y(0))}
                rx={2}
              />
              {index % every === 0 && (
                <text className="chart-label" x={middle(index)} y={HEIGHT - 8} textAnchor="middle" aria-hidden>
                  {monthName(format, entry.period, "short")}
                </text>
              )}
            </g>
          ))}
          <polyline
            className="line-net"
            aria-hidden
            points={data.map((entry, index) => `${middle(index)},${y(Number(entry.net))}`).join(" ")}
          />
          {data.map((entry, index) => (
            <circle
              key={entry.period}
              className="line-net-dot"
              aria-hidden
              cx={middle(index)}
              cy={y(Number(entry.net))}
              r={data.length > 40 ? 0 : 3}
            />
          ))}
        </svg>
      )}
      {shown && over !== null && (
        <div
          className="chart-tip"
          style={{
            insetInlineStart: `clamp(0px, calc(${frame.mirrored ? width - middle(over) : middle(over)}px - 7rem), calc(100% - 14rem))`,
          }}
        >
          <strong>{monthName(format, shown.period)}</strong>
          <dl>
            <dt>{t("insight.revenue.sales")}</dt>
            <dd>{format.money(shown.sales, currency, WHOLE)}</dd>
            <dt>{t("insight.revenue.returns")}</dt>
            <dd>{format.money(shown.returns, currency, WHOLE)}</dd>
            <dt>{t("insight.revenue.net")}</dt>
            <dd>{format.money(shown.net, currency, WHOLE)}</dd>
            <dt>{t("insight.revenue.orders")}</dt>
            <dd>{format.number(shown.orders)}</dd>
          </dl>
        </div>
      )}
    </div>
  );
}
