/** What the product consists of: all objects, rules, jobs and starter roles in one place, for the engine to open. */
import * as crm from "#crm/index.ts";
import { imports } from "#crm/imports.ts";
import { bulkJob } from "#engine/bulk/bulk.ts";
import { mergeJob } from "#engine/merge/merge.ts";
import type { Product } from "#engine/open.ts";
import { membershipRules } from "#engine/identity/membership.rules.ts";
import { fillJob } from "#engine/records/fill.job.ts";
import { fillRollUpsJob } from "#engine/rollup/fill.job.ts";
import { rollUpRules } from "#engine/rollup/rollup.rules.ts";
import { windowsJob } from "#engine/rollup/windows.job.ts";
import { numbersJob } from "#engine/records/numbers.job.ts";
import { rebuildJob } from "#engine/search/rebuild.job.ts";
import { exportJob } from "#engine/transfer/export/export.job.ts";
import { importJob } from "#engine/transfer/run.ts";
import { trashJob } from "#engine/trash/trash.ts";
import { undoJob } from "#engine/undo/undo.ts";
import { DEFAULT_ROLES } from "#engine/workspace/default-roles.ts";
import { conversionJob } from "#engine/workspace/custom/conversion/conversion.job.ts";
import { customRules } from "#engine/workspace/custom/custom.rules.ts";
import { indexesJob } from "#engine/schema/indexes.job.ts";
import { sparesJob } from "#engine/schema/spares.job.ts";
import { workspaceObjects } from "#engine/workspace/objects/index.ts";
import { pageLayoutRules } from "#engine/workspace/layouts/page-layout.rules.ts";
import { recordTypeRules } from "#engine/workspace/record-types/record-type.rules.ts";
import { businessRuleRules } from "#engine/workspace/rules/business-rule.rules.ts";
import { replayJob } from "#engine/workspace/webhooks/replay.job.ts";
import { webhookRules } from "#engine/workspace/webhooks/webhook.rules.ts";
import { customActionRules } from "#engine/workspace/actions/custom-action.rules.ts";
import { automationRules } from "#engine/workspace/automations/automation.rules.ts";
import { rehearsalJob } from "#engine/workspace/automations/rehearsal.job.ts";
import { toldRules } from "#engine/workspace/told.rules.ts";
import { viewRules } from "#engine/workspace/view.rules.ts";
import { modules } from "./modules.ts";
import { sampleJob } from "./sample.ts";

export const product: Product = {
  objects: [...crm.objects, ...workspaceObjects],
  rules: [
    ...membershipRules,
    toldRules,
    viewRules,
    ...businessRuleRules,
    ...recordTypeRules,
    ...pageLayoutRules,
    webhookRules,
    customActionRules,
    automationRules,
    ...customRules,
    ...crm.rules,
    rollUpRules,
  ],
  jobs: [
    sampleJob,
    importJob,
    bulkJob,
    mergeJob,
    undoJob,
    trashJob,
    exportJob,
    rebuildJob,
    fillJob,
    numbersJob,
    fillRollUpsJob,
    windowsJob,
    indexesJob,
    sparesJob,
    conversionJob,
    replayJob,
    rehearsalJob,
    ...crm.jobs,
  ],
  roles: DEFAULT_ROLES,
  worth: crm.worth,
  imports,
  modules,
};
