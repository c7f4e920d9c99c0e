/** One option of a list on the screen. */
import { MultiSelect, Select } from "@mantine/core";
import { Label } from "#ui/Label.tsx";
import { labelled, type CellProps, type EditorProps, type FieldView, type OperandProps } from "../view.ts";
import { optionsOf } from "./options.ts";

function Cell({ value, field, optionLabel }: CellProps) {
  const option = optionsOf(field).find((one) => one.value === value);
  return <Label color={option?.color}>{optionLabel(value as string)}</Label>;
}

function Editor(props: EditorProps) {
  const options = optionsOf(props.field);
  return (
    <Select
      {...labelled(props)}
      data={options.map(({ value }) => ({ value, label: props.optionLabel(value) }))}
      value={(props.value as string | null) ?? null}
      clearable={props.field.required !== true}
      searchable={options.length > 8}
      {...(props.compact && props.autoFocus ? { defaultDropdownOpened: true } : {})}
      onChange={(value) => {
        props.onChange(value);
        props.onCommit?.(value);
      }}
    />
  );
}

/** Several options at once for `in`, one for `eq`. */
export function OptionsOperand({ operand, value, onChange, field, label, optionLabel }: OperandProps) {
  const data = optionsOf(field).map((option) => ({ value: option.value, label: optionLabel(option.value) }));
  const inside = { withinPortal: false };
  if (operand === "many")
    return (
      <MultiSelect
        aria-label={label}
        data={data}
        value={(value as string[] | null) ?? []}
        onChange={onChange}
        searchable={data.length > 8}
        comboboxProps={inside}
        hidePickedOptions={false}
      />
    );
  return (
    <Select aria-label={label} data={data} value={value as string | null} onChange={onChange} comboboxProps={inside} />
  );
}

export const view: FieldView = { Cell, Editor, FilterEditor: OptionsOperand, takesMany: true, width: 150 };
