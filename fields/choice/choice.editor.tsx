/** Picks an option. */
import { MultiSelect, Select, type SelectProps } from "@mantine/core";
import type { FieldDefinition } from "#model/field.ts";
import { Dot } from "#ui/Label.tsx";
import { labelled, type EditorProps, type FieldEditing, type OperandProps } from "../view.ts";
import { colourOf, optionsOf } from "./options.ts";

/** How the list shows its options: with their dots, where they have colours. */
export const coloured = (field: FieldDefinition): Pick<SelectProps, "renderOption"> =>
  optionsOf(field).some(({ color }) => color)
    ? {
        renderOption: ({ option }) => (
          <>
            <Dot color={colourOf(option.value, field) ?? "transparent"} /> <bdi>{option.label}</bdi>
          </>
        ),
      }
    : {};

function Editor(props: EditorProps) {
  const options = optionsOf(props.field);
  const colour = colourOf(props.value, props.field);
  return (
    <Select
      {...labelled(props)}
      data={options.map(({ value }) => ({ value, label: props.optionLabel(value) }))}
      value={(props.value as string | null) ?? null}
      {...coloured(props.field)}
      {...(colour ? { leftSection: <Dot color={colour} /> } : {})}
      clearable={props.field.required !== true}
      searchable={options.length > 8}
      {...(props.compact && props.autoFocus && !props.error ? { defaultDropdownOpened: true } : {})}
      // The list would lie over the reason of a refusal.
      openOnFocus={!(props.compact && props.error)}
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
        {...coloured(field)}
        value={(value as string[] | null) ?? []}
        onChange={onChange}
        searchable={data.length > 8}
        comboboxProps={inside}
        hidePickedOptions={false}
      />
    );
  return (
    <Select
      aria-label={label}
      data={data}
      {...coloured(field)}
      value={value as string | null}
      onChange={onChange}
      comboboxProps={inside}
    />
  );
}

export const editing: FieldEditing = { Editor, FilterEditor: OptionsOperand };
