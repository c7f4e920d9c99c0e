/** The buttons of actions: on a record's page, and for records that are selected in a list. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { matches } from "#model/matches.ts";
import type { JsonObject, RecordJson } from "#model/json.ts";
import { NamedIcon } from "#ui/Icon.tsx";
import { toast } from "#ui/toast.tsx";
import { api } from "../../api/client.ts";
import { useMeta, type Meta, type MetaAction, type MetaObject } from "../../api/meta.ts";
import { useUndoing } from "../../undo/undoing.ts";
import { useIssueWords } from "../issues.ts";
import type { BulkAsk } from "../list/selection/bulk.ts";
import { catalogueOf } from "../rules/judge.ts";
import { ActionDialog } from "./ActionDialog.tsx";
import { useActions, wordOf } from "./offered.ts";

/** What needs records that are not here is left to the server, which asks again in any case. */
function holds(meta: Meta, { name }: MetaObject, { condition }: MetaAction, record: RecordJson): boolean {
  if (condition === null) return true;
  const judging = {
    catalogue: catalogueOf(meta),
    settings: meta.workspace.settings,
    now: new Date(),
    userId: meta.me.id,
  };
  try {
    return matches(judging, judging.catalogue.object(name), condition, record);
  } catch {
    return true;
  }
}

export interface RecordActionsProps {
  object: MetaObject;
  record: RecordJson;
}

export function RecordActionButtons({ object, record }: RecordActionsProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  const queries = useQueryClient();
  const undoing = useUndoing();
  const actions = useActions(object, "record").filter((action) => holds(meta, object, action, record));
  const press = async (action: MetaAction, inputs: JsonObject): Promise<void> => {
    const back: string[] = [];
    const operation = (id: string): void => void back.push(id);
    await api.post(`/${object.path}/${record.id}/actions/${action.name}`, { inputs }, { operation });
    undoing.offer({ what: t("hooks.acted", { name: wordOf(action, t) }), back });
    await queries.invalidateQueries({ queryKey: ["w", meta.workspace.slug] });
  };
  return <Buttons actions={actions} press={press} variant="default" />;
}

export interface ListActionsProps {
  object: MetaObject;
  selection: object;
  onStart: (ask: BulkAsk) => Promise<boolean>;
  onDone: () => void;
}

export function ListActionButtons({ object, selection, onStart, onDone }: ListActionsProps) {
  const actions = useActions(object, "list");
  const press = async ({ name }: MetaAction, inputs: JsonObject): Promise<void> => {
    if (await onStart({ ...selection, act: "action", action: name, inputs })) onDone();
  };
  return <Buttons actions={actions} press={press} variant="subtle" />;
}

interface ButtonsProps {
  actions: readonly MetaAction[];
  press: (action: MetaAction, inputs: JsonObject) => Promise<void>;
  variant: "default" | "subtle";
}

/** One that asks nothing is pressed at once. */
function Buttons({ actions, press, variant }: ButtonsProps) {
  const { t } = useTranslation();
  const issues = useIssueWords();
  const [asking, setAsking] = useState<MetaAction>();
  const [busy, setBusy] = useState<string>();
  const begin = async (action: MetaAction): Promise<void> => {
    if (action.inputs.length > 0) return setAsking(action);
    setBusy(action.name);
    await press(action, {}).catch((error: unknown) => toast.problem(issues.all(error)));
    setBusy(undefined);
  };
  return (
    <>
      {actions.map((action) => (
        <Button
          key={action.name}
          size="compact-sm"
          variant={variant}
          color="gray"
          loading={busy === action.name}
          leftSection={<NamedIcon name={action.icon ?? "circle-dot"} size={14} />}
          onClick={() => void begin(action)}
        >
          {wordOf(action, t)}
        </Button>
      ))}
      {asking && (
        <ActionDialog action={asking} press={(inputs) => press(asking, inputs)} onClose={() => setAsking(undefined)} />
      )}
    </>
  );
}
