/** The types that a company can make fields of. */
import { fieldTypes } from "./index.ts";

/** Types that live off tables of their own, or hold what nobody types in. */
const NOT_OFFERED = new Set(["children", "json", "externalId"]);

export const isOffered = (type: string): boolean => type in fieldTypes && !NOT_OFFERED.has(type);
