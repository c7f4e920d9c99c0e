/** Which outbound door a catalogue's rules and jobs use: said once at start-up. */
import type { Catalogue } from "#model/catalogue.ts";
import { Outbound } from "./request.ts";

const doors = new WeakMap<Catalogue, Outbound>();
const STRICT = new Outbound();

export function keepOutbound(catalogue: Catalogue, outbound: Outbound): void {
  doors.set(catalogue, outbound);
}

/** Where nobody said anything, no host is vouched for. */
export const outboundOf = (catalogue: Catalogue): Outbound => doors.get(catalogue.base ?? catalogue) ?? STRICT;
