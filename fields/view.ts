/** The screen face of a kind of value: how it is read, edited and asked for. */
import type { ComponentType } from "react";
import type { FieldDefinition, Operand } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";

export interface CellProps {
  /** Never null: an empty value is shown by the caller. */
  value: Json;
  field: FieldDefinition;
  /** The words of one of the field's options. */
  optionLabel: (option: string) => string;
}

export interface EditorProps {
  value: Json;
  onChange: (value: Json) => void;
  field: FieldDefinition;
  label: string;
  optionLabel: (option: string) => string;
  error?: string | undefined;
  autoFocus?: boolean;
  /** In a cell or beside a fact: the label is spoken, not shown. */
  compact?: boolean;
  /** Called where choosing is finishing (a date picked, an option chosen). */
  onCommit?: (value: Json) => void;
  /** Hears how what is begun in it becomes the value, where somebody saves before it is finished; null: nothing is begun. */
  onUnfinished?: (finish: (() => Promise<Json>) | null) => void;
}

export interface OperandProps extends Omit<EditorProps, "error" | "onCommit" | "onUnfinished"> {
  operator: Operator;
  operand: Operand;
}

/** How a kind of value is written. */
export interface FieldEditing {
  Editor: ComponentType<EditorProps>;
  /** What a filter compares with, where that differs by type. */
  FilterEditor?: ComponentType<OperandProps>;
}

export interface FieldView {
  /** One line, for lists. */
  Cell: ComponentType<CellProps>;
  /** On the record page, where there is room; otherwise the cell. */
  Detail?: ComponentType<CellProps>;
  /** Absent where people do not write the value in a field of its own. */
  Editor?: ComponentType<EditorProps>;
  /** What a filter compares with; otherwise made of the editor by the operand's shape. */
  FilterEditor?: ComponentType<OperandProps>;
  /** Its filter editor takes the list of `in` too. */
  takesMany?: boolean;
  /** What the API is sent for the value; otherwise the value itself. */
  toInput?: (value: Json) => Json;
  /** How the operand reads in a filter chip; otherwise the cell. */
  OperandText?: ComponentType<CellProps>;
  /** What a sum or an average of it is to its cell; otherwise the number as it came. */
  ofAmount?: (amount: string, baseCurrency: string) => Json;
  /** Where it can have but a few values: lists are grouped by them, boards and charts made of them. */
  few?: Few;
  /** Fills the head of a card with the picture that the value is. */
  Cover?: ComponentType<CellProps>;
  /** The colour of a value, where its field gives it one: a dot beside its words, wherever these stand. */
  colour?: (value: Json, field: FieldDefinition) => string | undefined;
  /** First width of its column in pixels. */
  width: number;
  align?: "end";
  /** Takes the full width of a form. */
  wide?: boolean;
  /** Made by the screens and read by programs: that it changed can be told, not from what to what. */
  inner?: boolean;
}

export interface Few {
  /** All of them, in their order. */
  values: (field: FieldDefinition) => Json[];
  /** One of them as plain text; otherwise it is an option, with words of its own. */
  text?: (value: Json, field: FieldDefinition, t: (key: string, values: Record<string, unknown>) => string) => string;
}

/** The props that every labelled input shares. */
export function labelled(props: EditorProps) {
  return {
    ...(props.compact ? { "aria-label": props.label } : { label: props.label }),
    error: props.error ?? false,
    withAsterisk: !props.compact && props.field.required === true && props.field.default === undefined,
    ...(props.autoFocus ? { "data-autofocus": true, autoFocus: true } : {}),
  };
}

/** A record is named to the API by its id. */
export const idOf = (value: Json): Json => (value as { id: string }).id;
export const idsOf = (value: Json): Json => (value as { id: string }[]).map((one) => one.id);

/** Text that is empty is no value. */
export const orNull = (text: string): string | null => (text === "" ? null : text);
