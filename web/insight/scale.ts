/** Scales of the charts: from figures to places on the drawing, in either reading direction. */

/** Round steps from 0 (or below, where there are negative figures) to at least `highest`, about `wanted` of them. */
export function ticks(lowest: number, highest: number, wanted = 4): number[] {
  const top = Math.max(highest, 0);
  const bottom = Math.min(lowest, 0);
  const span = top - bottom;
  if (!(span > 0)) return [0];
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const first = Math.floor(bottom / step);
  const last = Math.ceil(top / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** A frame in pixels: the drawing's size and the room kept free for labels. `start` is the reading side's beginning. */
export interface ChartFrame {
  width: number;
  height: number;
  start: number;
  end: number;
  top: number;
  bottom: number;
  /** Reading direction is right to left: the x axis begins at the right. */
  mirrored: boolean;
}

/** Place of a share (0 at the reading beginning, 1 at its end) on the x axis, in pixels from the left. */
export function across(frame: ChartFrame, share: number): number {
  const room = frame.width - frame.start - frame.end;
  const along = frame.start + share * room;
  return frame.mirrored ? frame.width - along : along;
}

/** The share under a pixel from the left, kept within 0 and 1. */
export function shareAt(frame: ChartFrame, pixel: number): number {
  const along = frame.mirrored ? frame.width - pixel : pixel;
  const room = frame.width - frame.start - frame.end;
  return room <= 0 ? 0 : Math.min(1, Math.max(0, (along - frame.start) / room));
}

/** Place of `value` on the y axis that runs from `lowest` at the bottom to `highest` at the top, in pixels from above. */
export function up(frame: ChartFrame, value: number, lowest: number, highest: number): number {
  const room = frame.height - frame.top - frame.bottom;
  const share = highest === lowest ? 0 : (value - lowest) / (highest - lowest);
  return frame.height - frame.bottom - share * room;
}

/** The value at a pixel from above; the opposite of `up`. */
export function valueAt(frame: ChartFrame, pixel: number, lowest: number, highest: number): number {
  const room = frame.height - frame.top - frame.bottom;
  return room <= 0 ? lowest : lowest + ((frame.height - frame.bottom - pixel) / room) * (highest - lowest);
}
