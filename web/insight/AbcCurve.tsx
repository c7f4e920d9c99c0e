/** The ABC curve: how much of the measure the first so many customers carry, with limits that can be moved. */
import { useElementSize } from "@mantine/hooks";
import { useState, type PointerEvent } from "react";
import { useTranslation } from "#web/language/language.ts";
import { useFormat } from "#ui/format.tsx";
import { amountAt, bandAt, bands, stretch, type AbcClass, type CurvePoint } from "./abc.ts";
import { LimitHandle } from "./LimitHandle.tsx";
import { across, shareAt, up, type ChartFrame } from "./scale.ts";
import { useSay } from "./say.ts";

const HEIGHT = 300;
const SHARES = [0, 0.25, 0.5, 0.75, 1];

export interface AbcCurveProps {
  curve: CurvePoint[];
  classes: AbcClass[];
  /** Whole percent of the measure, rising. */
  limits: number[];
  customers: number;
  onMove(index: number, percent: number): void;
  onMoved(): void;
  onOpen(name: string): void;
}

export function AbcCurve({ curve, classes, limits, customers, onMove, onMoved, onOpen }: AbcCurveProps) {
  const { i18n } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const [pointer, setPointer] = useState<number | null>(null);
  const frame: ChartFrame = {
    width,
    height: HEIGHT,
    start: 48,
    end: 12,
    top: 12,
    bottom: 28,
    mirrored: i18n.dir() === "rtl",
  };
  // Customers who cost more than they bring lift the curve above the whole before its end.
  const highest = Math.max(...curve.map((point) => point.amount), 1) * 1.01;
  const lowest = Math.min(...curve.map((point) => point.amount), 0);
  const place = (point: CurvePoint): string =>
    `${across(frame, point.customers)},${up(frame, point.amount, lowest, highest)}`;
  const sides = bands(classes);
  const amount = pointer === null ? 0 : amountAt(curve, pointer);
  const follow = (event: PointerEvent<SVGSVGElement>): void =>
    setPointer(shareAt(frame, event.clientX - event.currentTarget.getBoundingClientRect().left));

  return (
    <div className="chart" ref={ref} style={{ minBlockSize: HEIGHT }}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} onPointerMove={follow} onPointerLeave={() => setPointer(null)}>
          {SHARES.map((step) => (
            <g key={step} aria-hidden>
              <line
                className="chart-grid"
                x1={across(frame, 0)}
                x2={across(frame, 1)}
                y1={up(frame, step, lowest, highest)}
                y2={up(frame, step, lowest, highest)}
              />
              <text
                className="chart-label"
                x={across(frame, 0) + (frame.mirrored ? 8 : -8)}
                y={up(frame, step, lowest, highest) + 4}
                textAnchor={frame.mirrored ? "start" : "end"}
              >
                {format.share(step, 0)}
              </text>
            </g>
          ))}
          {SHARES.map((share) => (
            <text
              key={share}
              className="chart-label"
              aria-hidden
              x={across(frame, share)}
              y={HEIGHT - 8}
              textAnchor={
                share === 0
                  ? frame.mirrored
                    ? "end"
                    : "start"
                  : share === 1
                    ? frame.mirrored
                      ? "start"
                      : "end"
                    : "middle"
              }
            >
              {format.share(share, 0)}
            </text>
          ))}
          {sides.map((band) => {
            const part = stretch(curve, band.from, band.to);
            const floor = up(frame, 0, lowest, highest);
            const middle = across(frame, (band.from + band.to) / 2);
            return (
              <g
                key={band.name}
                className={`class-band class-${band.name.toLowerCase()}`}
                onClick={() => onOpen(band.name)}
                aria-hidden
              >
                <polygon
                  points={`${across(frame, band.from)},${floor} ${part.map(place).join(" ")} ${across(frame, band.to)},${floor}`}
                />
                <polyline points={part.map(place).join(" ")} />
                {Math.abs(across(frame, band.to) - across(frame, band.from)) > 16 && band.name.length === 1 && (
                  <text x={middle} y={floor - 10} textAnchor="middle">
                    {band.name}
                  </text>
                )}
              </g>
            );
          })}
          {limits.map((limit, index) => (
            <LimitHandle
              key={index}
              frame={frame}
              limit={limit}
              lowest={lowest}
              highest={highest}
              name={classes[index]?.class ?? ""}
              onMove={(percent) => onMove(index, percent)}
              onMoved={onMoved}
            />
          ))}
          {pointer !== null && (
            <g aria-hidden pointerEvents="none">
              <line
                className="chart-pointer"
                x1={across(frame, pointer)}
                x2={across(frame, pointer)}
                y1={frame.top}
                y2={HEIGHT - frame.bottom}
              />
              <circle className="chart-dot" cx={across(frame, pointer)} cy={up(frame, amount, lowest, highest)} r={4} />
            </g>
          )}
        </svg>
      )}
      {pointer !== null && (
        <div
          className="chart-tip"
          style={{
            insetInlineStart: `clamp(0px, calc(${frame.mirrored ? width - across(frame, pointer) : across(frame, pointer)}px - 7rem), calc(100% - 14rem))`,
          }}
        >
          <strong>{bandAt(sides, pointer)?.name}</strong>{" "}
          {say("insight.abc.point", {
            count: Math.round(pointer * customers),
            shown: format.number(Math.round(pointer * customers)),
            share: format.share(pointer, 1),
            amount: format.share(amount, 1),
          })}
        </div>
      )}
    </div>
  );
}
