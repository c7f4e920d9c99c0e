/** Tells the parts of a filter apart; without the grammar, so that the screens need not load it. */
import type { Condition, Filter, Related } from "./filter.ts";

export const isCondition = (filter: Filter): filter is Condition => "field" in filter;
export const isRelated = (filter: Filter): filter is Related => "has" in filter;
