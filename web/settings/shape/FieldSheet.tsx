/** The sheet at the side in which a field is made or changed, from the settings or from where it is missed. */
import { Drawer } from "@mantine/core";
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
    <Drawer
      opened
      position="right"
      onClose={onClose}
      closeOnClickOutside={false}
      title={field ? words.field(object, field.name) : t("shape.newField", { object: words.inText(object) })}
      closeButtonProps={{ "aria-label": t("frame.close") }}
    >
      <FieldForm object={object} {...(field ? { field } : {})} onDone={onClose} onCancel={onClose} />
    </Drawer>
  );
}
