/** Edits one cell of a list in place: Enter saves, Escape takes back, leaving saves. */
import { useRef, useState } from "react";
import type { Json, RecordJson } from "#model/json.ts";
import type { MetaField, MetaObject } from "../../api/meta.ts";
import { FieldEditor } from "../FieldValue.tsx";
import { useRuled } from "../rules/ruled.ts";

interface CellEditorProps {
  object: MetaObject;
  field: MetaField;
  record: RecordJson;
  /** What went wrong with the last try, and the value that was tried. */
  failed: { message: string; value: Json } | undefined;
  onSave: (value: Json) => void;
  onCancel: () => void;
}

export function CellEditor({ object, field, record, failed, onSave, onCancel }: CellEditorProps) {
  const start = record[field.name] ?? null;
  const [value, setValue] = useState<Json>(failed ? failed.value : start);
  const ruled = useRuled(object, record, { ...record, [field.name]: value });
  const over = useRef(false);
  const finish = (next: Json) => {
    if (over.current) return;
    over.current = true;
    if (JSON.stringify(next) === JSON.stringify(start)) onCancel();
    else onSave(next);
  };
  const cancel = () => {
    over.current = true;
    onCancel();
  };
  return (
    <div
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") cancel();
        if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing && !listOpen(event.target)) {
          event.preventDefault();
          finish(value);
        }
      }}
      onBlur={(event) => {
        const inside = event.currentTarget.contains(event.relatedTarget as Node | null);
        const inList =
          event.relatedTarget instanceof Element &&
          event.relatedTarget.closest("[data-portal], [role=listbox], [role=dialog]") !== null;
        if (!inside && !inList && event.relatedTarget !== null) finish(value);
      }}
    >
      <FieldEditor
        object={object}
        field={ruled.asked(field)}
        value={value}
        onChange={setValue}
        onCommit={finish}
        compact
        autoFocus
        error={failed?.message}
      />
    </div>
  );
}

/** Enter then chooses from the list instead of finishing. */
function listOpen(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement &&
    target.getAttribute("aria-expanded") === "true" &&
    target.getAttribute("aria-activedescendant") !== null
  );
}
