/** The sheet at the side in which a field is made or changed, from the settings or from where it is missed. */
import { DraftSheet } from "#web/frame/DraftSheet.tsx";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import { FieldForm, type FieldStart } from "./FieldForm.tsx";
import type { OwnField } from "./shape.queries.ts";

interface FieldSheetProps {
  object: string;
  field?: OwnField | undefined;
  /** What a new one begins with; its draft is apart from those of others. */
  start?: FieldStart | undefined;
  /** Hears the name of the one that was made or changed. */
  onDone?: ((name: string) => void) | undefined;
  onClose: () => void;
}

export function FieldSheet({ object, field, start, onDone, onClose }: FieldSheetProps) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <DraftSheet
      id={field ? `field ${field.id}` : `field of ${object}${start ? ` ${JSON.stringify(start.label)}` : ""}`}
      title={field ? words.field(object, field.name) : t("shape.newField", { object: words.inText(object) })}
      onClose={onClose}
    >
      {(end) => (
        <FieldForm
          object={object}
          {...(field ? { field } : {})}
          start={start}
          onDone={(name) => {
            onDone?.(name);
            end();
          }}
          onCancel={end}
        />
      )}
    </DraftSheet>
  );
}
