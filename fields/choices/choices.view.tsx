/** Several options of a list on the screen. */
import { MultiSelect } from "@mantine/core";
import { Label, Labels } from "#ui/Label.tsx";
import { OptionsOperand } from "../choice/choice.view.tsx";
import { optionsOf } from "../choice/options.ts";
import { labelled, type CellProps, type EditorProps, type FieldView } from "../view.ts";

function Cell({ value, field, optionLabel }: CellProps) {
  const options = optionsOf(field);
  return (
    <Labels>
      {(value as string[]).map((one) => (
        <Label key={one} color={options.find((option) => option.value === one)?.color}>
          {optionLabel(one)}
        </Label>
      ))}
    </Labels>
  );
}

function Editor(props: EditorProps) {
  const data = optionsOf(props.field).map(({ value }) => ({ value, label: props.optionLabel(value) }));
  return (
    <MultiSelect
      {...labelled(props)}
      data={data}
      searchable
      value={(props.value as string[] | null) ?? []}
      onChange={(value) => props.onChange(value.length ? value : null)}
    />
  );
}

export const view: FieldView = { Cell, Editor, FilterEditor: OptionsOperand, takesMany: true, width: 180 };
