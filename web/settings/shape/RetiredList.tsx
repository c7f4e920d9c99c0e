/** Objects and fields that nobody sees any more: their values wait, to be restored or deleted for good. */
import { Button, Code, Group, Text } from "@mantine/core";
import { useState } from "react";
import { toast } from "#ui/toast.tsx";
import { useLanguage, useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import { DeleteForGood } from "./DeleteForGood.tsx";
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
  const { language } = useLanguage();
  const words = useWords();
  const fields = useOwnFields(true);
  const objects = useOwnObjects(true);
  const inLanguage = <W,>(label: Partial<Record<string, W>>): W | undefined =>
    label[language] ?? label["en"] ?? Object.values(label)[0];
  const asField = (field: OwnField): Retired => ({
    ...field,
    kind: "custom-fields",
    word: inLanguage(field.label) ?? field.name,
    of: words.many(field.object),
  });
  const asObject = (object: OwnObject): Retired => ({
    ...object,
    kind: "custom-objects",
    word: inLanguage(object.label)?.many ?? object.name,
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
          <RetiredRow key={each.id} retired={each} />
        ))}
      </ul>
    </section>
  );
}

function RetiredRow({ retired }: { retired: Retired }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const restore = useRestore(retired.kind);
  const refuse = (error: Error): void => toast.problem(error.message);
  return (
    <li>
      <span>
        {retired.word}{" "}
        <Text span size="sm" c="dimmed">
          {retired.of} <Code dir="ltr">{retired.name}</Code>
        </Text>
      </span>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="light"
          loading={restore.isPending}
          onClick={() => restore.mutate(retired.id, { onError: refuse })}
        >
          {t("shape.restore")}
        </Button>
        <Button size="compact-sm" variant="subtle" color="red" onClick={() => setAsking(true)}>
          {t("shape.purge")}
        </Button>
      </Group>
      {asking && (
        <DeleteForGood kind={retired.kind} id={retired.id} word={retired.word} onClose={() => setAsking(false)} />
      )}
    </li>
  );
}
