/** Picks several options. */
import { MultiSelect } from "@mantine/core";
import { coloured, OptionsOperand } from "../choice/choice.editor.tsx";
import { optionsOf } from "../choice/options.ts";
import { labelled, type EditorProps, type FieldEditing } from "../view.ts";

function Editor(props: EditorProps) {
  const data = optionsOf(props.field).map(({ value }) => ({ value, label: props.optionLabel(value) }));
  return (
    <MultiSelect
      {...labelled(props)}
      data={data}
      {...coloured(props.field)}
      searchable
      // The list would lie over the reason of a refusal.
      openOnFocus={!(props.compact && props.error)}
      value={(props.value as string[] | null) ?? []}
      onChange={(value) => props.onChange(value.length ? value : null)}
    />
  );
}

export const editing: FieldEditing = { Editor, FilterEditor: OptionsOperand };
