/** Automations in a process that works on jobs. */
import { AutomationRunner } from "#engine/workspace/automations/runner.ts";
import type { House } from "./assemble.ts";
import { faultOf } from "./faults.ts";

export const startAutomations = ({ engine, identity }: House): AutomationRunner =>
  new AutomationRunner({
    workspaces: () => engine.workspaces.list(),
    context: (workspace) => engine.systemContext(workspace),
    notices: identity.notices,
    fault: faultOf("automations"),
  });
