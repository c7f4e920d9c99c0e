/** Fields for columns that fit none: one that a column asks for, or those of all that are left out; both load when they are wanted. */
import { Button } from "@mantine/core";
import { IconColumnInsertRight } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { useSay } from "#web/insight/say.ts";
import { useLanguage } from "#web/language/language.ts";
import { canBeRead, KINDS } from "#web/settings/shape/kinds.ts";
import type { Column } from "./import.queries.ts";
import type { Filling } from "./mapping.ts";

const FieldSheet = lazy(async () => ({ default: (await import("#web/settings/shape/FieldSheet.tsx")).FieldSheet }));
const NewFieldsSheet = lazy(async () => ({ default: (await import("./NewFieldsSheet.tsx")).NewFieldsSheet }));

interface NewFieldProps {
  column: Column;
  object: string;
  onMade(made: Filling): void;
  onClose(): void;
}

export function NewField({ column: { index, name, like }, object, onMade, onClose }: NewFieldProps) {
  const { language } = useLanguage();
  return (
    <Suspense fallback={null}>
      <FieldSheet
        object={object}
        start={{
          label: { [language]: name.slice(0, 80) },
          type: like?.type ?? "text",
          options: like?.options,
          kinds: KINDS.filter(canBeRead),
        }}
        onDone={(field) => onMade({ index, target: { object, field } })}
        onClose={onClose}
      />
    </Suspense>
  );
}

interface NewFieldsProps {
  /** Of the import. */
  id: string;
  /** Those that go nowhere. */
  columns: readonly Column[];
  /** That the person may give fields, of those that the rows make. */
  objects: readonly string[];
  onMade(made: Filling[]): void;
}

/** Where rows make several objects, whose a column is nobody can tell for all at once. */
export function NewFields({ id, columns, objects, onMade }: NewFieldsProps) {
  const say = useSay();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const worth = columns.filter((column) => column.like);
  const [object] = objects;
  if (object === undefined || objects.length > 1 || (worth.length === 0 && !open)) return null;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconColumnInsertRight size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {say("import.makeFields", { count: worth.length, shown: format.number(worth.length) })}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <NewFieldsSheet id={id} object={object} columns={worth} onMade={onMade} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
