/** The sheet at the side in which a field is made or changed, from the settings or from where it is missed. */
import { DraftSheet } from "#web/frame/DraftSheet.tsx";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import { FieldForm } from "./FieldForm.tsx";
import type { OwnField } from "./shape.queries.ts";

interface FieldSheetProps {
  object: string;
  field?: OwnField | undefined;
  onClose: () => void;
}

export function FieldSheet({ object, field, onClose }: FieldSheetProps) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <DraftSheet
      id={field ? `field ${field.id}` : `field of ${object}`}
      title={field ? words.field(object, field.name) : t("shape.newField", { object: words.inText(object) })}
      onClose={onClose}
    >
      {(end) => <FieldForm object={object} {...(field ? { field } : {})} onDone={end} onCancel={end} />}
    </DraftSheet>
  );
}
