/** Objects and fields that nobody sees any more: their values wait, to be restored or deleted for good. */
import { Code, Text } from "@mantine/core";
import { currentLanguage, useTranslation } from "#web/language/language.ts";
import { inLanguage, ownWord } from "#web/language/own-words.ts";
import { useWords } from "#web/records/words.ts";
import { DeleteForGood } from "./DeleteForGood.tsx";
import { RetiredRow } from "./RetiredRow.tsx";
import { useOwnFields, useOwnObjects, useRestore, type OwnField, type OwnObject } from "./shape.queries.ts";

interface Retired {
  id: string;
  kind: "custom-fields" | "custom-objects";
  word: string;
  /** What it is, or of which object. */
  of: string;
  name: string;
}

export function RetiredList() {
  const { t } = useTranslation();
  const words = useWords();
  const fields = useOwnFields(true);
  const objects = useOwnObjects(true);
  const asField = (field: OwnField): Retired => ({
    ...field,
    kind: "custom-fields",
    word: ownWord(field.label) ?? field.name,
    of: words.many(field.object),
  });
  const asObject = (object: OwnObject): Retired => ({
    ...object,
    kind: "custom-objects",
    word: inLanguage(object.label, currentLanguage())?.many ?? object.name,
    of: t("object.customObject"),
  });
  const all = [...(objects.data ?? []).map(asObject), ...(fields.data ?? []).map(asField)];
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{t("shape.retiredTitle")}</h2>
      <Text size="sm" c="dimmed" mb="xs">
        {t("shape.retiredHint")}
      </Text>
      <ul className="plain-list">
        {all.map((each) => (
          <RetiredOne key={each.id} retired={each} />
        ))}
      </ul>
    </section>
  );
}

function RetiredOne({ retired: { id, kind, word, of, name } }: { retired: Retired }) {
  const restore = useRestore(kind);
  const deleting = (close: () => void) => <DeleteForGood kind={kind} id={id} word={word} onClose={close} />;
  return (
    <RetiredRow id={id} restore={restore} deleting={deleting}>
      {word}{" "}
      <Text span size="sm" c="dimmed">
        {of} <Code dir="ltr">{name}</Code>
      </Text>
    </RetiredRow>
  );
}
