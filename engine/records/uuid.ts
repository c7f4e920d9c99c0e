/** Ids that sort by the time of their making. */
import { randomFillSync } from "node:crypto";

const pool = Buffer.alloc(8192);
let used = pool.length;
let lastTime = 0;
let counter = 0;

/** A UUID of version 7 (RFC 9562), with a 12-bit counter so that ids of one process keep their order. */
export function uuidv7(at = Date.now()): string {
  let time = Math.max(at, lastTime);
  if (time === lastTime) {
    counter += 1;
    if (counter > 0xfff) {
      counter = 0;
      time += 1;
    }
  } else counter = 0;
  lastTime = time;
  if (used + 8 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.toString("hex", used, used + 8);
  used += 8;
  const stamp = time.toString(16).padStart(12, "0");
  const variant = ((Number.parseInt(random.slice(0, 1), 16) & 0x3) | 0x8).toString(16);
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${variant}${random.slice(1, 4)}-${random.slice(4)}`.padEnd(
    36,
    "0",
  );
}

/** The smallest id made at or after that moment: bounds of a partition. */
export function uuidFloor(at: Date): string {
  const stamp = at.getTime().toString(16).padStart(12, "0");
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-0000-0000-000000000000`;
}

/** Before all ids: where a walk through them begins. */
export const NO_ID = "00000000-0000-0000-0000-000000000000";

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
