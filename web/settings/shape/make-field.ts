/** Makes a field with what was asked beside it: at which stage it has to be filled, on whose page it stands; one undo takes all of it back. */
import { toast } from "#ui/toast.tsx";
import { api, type CallOptions } from "#web/api/client.ts";
import { objectByName, useMeta, type Meta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { readLayouts } from "../layouts/layouts.queries.ts";
import { EVERYONE, placedFor } from "../layouts/placing.ts";
import { useUndoable } from "../settings.queries.ts";
import { ruleAt } from "./StageSelect.tsx";
import type { FieldSettings, Labels, OwnField } from "./shape.queries.ts";

export interface NewField {
  object: string;
  label: Labels;
  type: string;
  settings: FieldSettings;
  /** `status=invoiced`; null where no stage asks for it. */
  stage: string | null;
  /** As `whose` says it. */
  who: string;
}

type Operation = NonNullable<CallOptions["operation"]>;

/** The field stands though what follows it be refused: that is told, and can be done by hand. */
export function useMakeField() {
  const { t } = useTranslation();
  const meta = useMeta();
  const issues = useIssueWords();
  return useUndoable(
    async ({ stage, who, ...input }: NewField, operation) => {
      const made = await api.post<OwnField>("/custom-fields", input, { operation });
      try {
        if (stage !== null) await api.post("/business-rules", ruleAt(input.object, made.name, stage), { operation });
        if (who !== EVERYONE) await place(meta, made, who, operation);
      } catch (error) {
        toast.problem(issues.all(error as Error));
      }
      return made;
    },
    ({ who }) => t(who === EVERYONE ? "shape.fieldAdded" : "shape.fieldAddedApart"),
  );
}

async function place(meta: Meta, { object: of, name }: OwnField, who: string, operation: Operation): Promise<void> {
  const object = objectByName(meta, of);
  if (!object) return;
  for (const { id, ...layout } of placedFor(object, await readLayouts(of), name, who))
    await (id === undefined
      ? api.post("/page-layouts", layout, { operation })
      : api.patch(`/page-layouts/${id}`, layout, { operation }));
}
