/** All routes of the server, in the order of the OpenAPI document. */
import * as crm from "#crm/index.ts";
import type { Catalogue } from "#model/catalogue.ts";
import type { House } from "../assemble.ts";
import type { Metrics } from "../http/metrics.ts";
import type { Route } from "../http/route.ts";
import { modules } from "../modules.ts";
import { openapiRoutes } from "../openapi/routes.ts";
import { authRoutes } from "./auth.ts";
import { bulkRoutes } from "./bulk.ts";
import { configurationRoutes } from "./configuration.ts";
import { customRoutes } from "./custom.ts";
import { explainingRoutes } from "./explaining.ts";
import { deletionRoutes } from "./deletions.ts";
import { exportRoutes } from "./exports.ts";
import { fileRoutes } from "./files.ts";
import { conversionRoutes } from "./conversions.ts";
import { formulaRoutes } from "./formulas.ts";
import { importRoutes } from "./imports.ts";
import { jobRoutes } from "./jobs.ts";
import { liveRoutes } from "./live.ts";
import { memberRoutes } from "./members.ts";
import { objectRoutes } from "./objects.ts";
import { operationRoutes } from "./operations.ts";
import { presenceRoutes } from "./presence.ts";
import { setupRoutes } from "./setup.ts";
import { systemRoutes } from "./system.ts";
import { automationRoutes } from "./automations.ts";
import { seeingRoutes } from "./seeing.ts";
import { webhookRoutes } from "./webhooks.ts";
import { workspaceRoutes } from "./workspace.ts";

/** Areas say their routes without knowing the doorstep; here they become routes like all others. */
const areaRoute = (route: (typeof crm.routes)[number]): Route => ({
  documents: { tag: "Insight" },
  ...(route as unknown as Route),
});

/**
 * @param catalogue the product's own, for what the server answers to; a workspace's, where its own objects are to stand among the
 * routes by name: in its document
 */
export function allRoutes(house: House, metrics: Metrics, catalogue: Catalogue = house.engine.catalogue): Route[] {
  const routes: Route[] = [...setupRoutes, ...authRoutes, ...workspaceRoutes, ...memberRoutes];
  for (const object of catalogue.objects.values()) routes.push(...objectRoutes(object, catalogue));
  routes.push(
    ...(catalogue.base ? [] : customRoutes(catalogue)),
    ...configurationRoutes,
    ...explainingRoutes,
    ...conversionRoutes,
    ...deletionRoutes,
    ...formulaRoutes,
    ...fileRoutes,
    ...importRoutes,
    ...exportRoutes,
    ...bulkRoutes,
    ...operationRoutes,
    ...jobRoutes,
    ...liveRoutes,
    ...presenceRoutes,
    ...webhookRoutes,
    ...automationRoutes,
    ...seeingRoutes,
    ...crm.routes.map(areaRoute),
    ...modules.flatMap((module) => module.routes),
    ...systemRoutes(metrics),
  );
  routes.push(...openapiRoutes(catalogue, routes, (own) => allRoutes(house, metrics, own)));
  return routes;
}
