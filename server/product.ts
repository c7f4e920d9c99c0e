/** What the product consists of: all objects, rules, jobs and starter roles in one place, for the engine to open. */
import * as crm from "#crm/index.ts";
import { imports } from "#crm/imports.ts";
import { bulkJob } from "#engine/bulk/bulk.ts";
import { mergeJob } from "#engine/merge/merge.ts";
import type { Product } from "#engine/open.ts";
import { membershipRules } from "#engine/identity/membership.rules.ts";
import { fillJob } from "#engine/records/fill.job.ts";
import { rebuildJob } from "#engine/search/rebuild.job.ts";
import { exportJob } from "#engine/transfer/export/export.job.ts";
import { importJob } from "#engine/transfer/run.ts";
import { trashJob } from "#engine/trash/trash.ts";
import { undoJob } from "#engine/undo/undo.ts";
import { DEFAULT_ROLES } from "#engine/workspace/default-roles.ts";
import { apiKey } from "#engine/workspace/objects/api-key.object.ts";
import { file } from "#engine/workspace/objects/file.object.ts";
import { invitation } from "#engine/workspace/objects/invitation.object.ts";
import { role } from "#engine/workspace/objects/role.object.ts";
import { tag } from "#engine/workspace/objects/tag.object.ts";
import { team } from "#engine/workspace/objects/team.object.ts";
import { user } from "#engine/workspace/objects/user.object.ts";
import { view } from "#engine/workspace/objects/view.object.ts";
import { viewRules } from "#engine/workspace/view.rules.ts";
import { sampleJob } from "./sample.ts";

export const product: Product = {
  objects: [...crm.objects, user, team, role, tag, file, apiKey, invitation, view],
  rules: [...membershipRules, viewRules, ...crm.rules],
  jobs: [sampleJob, importJob, bulkJob, mergeJob, undoJob, trashJob, exportJob, rebuildJob, fillJob, ...crm.jobs],
  roles: DEFAULT_ROLES,
  imports,
};
