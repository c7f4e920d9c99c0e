/** One limit between two classes on the ABC curve: a line to drag, or to move with the arrow keys. */
import type { KeyboardEvent, PointerEvent } from "react";
import { useFormat } from "#ui/format.tsx";
import { across, up, valueAt, type ChartFrame } from "./scale.ts";
import { useSay } from "./say.ts";

export interface LimitHandleProps {
  frame: ChartFrame;
  /** Percent of the measure. */
  limit: number;
  lowest: number;
  highest: number;
  /** The class that ends here. */
  name: string;
  onMove(percent: number): void;
  onMoved(): void;
}

const KEYS: Record<string, number> = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 };

export function LimitHandle({ frame, limit, lowest, highest, name, onMove, onMoved }: LimitHandleProps) {
  const say = useSay();
  const format = useFormat();
  const y = up(frame, limit / 100, lowest, highest);
  const end = across(frame, 1);
  const drag = (event: PointerEvent<SVGGElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const top = event.currentTarget.ownerSVGElement?.getBoundingClientRect().top ?? 0;
    onMove(valueAt(frame, event.clientY - top, lowest, highest) * 100);
  };
  const step = (event: KeyboardEvent): void => {
    const by = KEYS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onMove(limit + by);
    onMoved();
  };
  return (
    <g
      className="limit-handle"
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={say("insight.abc.limitOf", { class: name })}
      aria-valuemin={1}
      aria-valuemax={99}
      aria-valuenow={limit}
      aria-valuetext={format.share(limit / 100, 0)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onPointerUp={onMoved}
      onKeyDown={step}
    >
      <line className="limit-reach" x1={across(frame, 0)} x2={end} y1={y} y2={y} />
      <line className="limit-line" x1={across(frame, 0)} x2={end} y1={y} y2={y} />
      <rect
        x={end - 20}
        y={y - 8}
        width={40}
        height={16}
        rx={8}
        transform={`translate(${frame.mirrored ? 14 : -14} 0)`}
      />
      <text x={end + (frame.mirrored ? 14 : -14)} y={y + 4} textAnchor="middle">
        {format.share(limit / 100, 0)}
      </text>
    </g>
  );
}
