/** All addresses that an object of the catalogue has, whichever it is. */
import { standsAlone, type Catalogue, type CatalogueObject } from "#model/catalogue.ts";
import { isMergeable } from "#engine/merge/merge.ts";
import type { Route } from "../http/route.ts";
import { actionRoute } from "./actions.ts";
import { batchRoute } from "./batch.ts";
import { bulkRoute } from "./bulk.ts";
import { duplicateRoutes } from "./duplicates.ts";
import { historyRoutes } from "./history.ts";
import { mergeRoute } from "./merge.ts";
import { recordRoutes } from "./records.ts";

export function objectRoutes(object: CatalogueObject, catalogue: Catalogue): Route[] {
  return [
    ...recordRoutes(object, catalogue),
    ...historyRoutes(object),
    ...duplicateRoutes(object, catalogue),
    ...(standsAlone(object) ? [batchRoute(object), bulkRoute(object), actionRoute(object)] : []),
    ...(isMergeable(object, catalogue) ? [mergeRoute(object)] : []),
  ];
}
