/** Takes a place as it is copied from a map: degrees, degrees with minutes and seconds, or a geo: address. */
import { Group, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isObject, type Json } from "#model/json.ts";
import { labelled, orNull, type EditorProps, type FieldEditing, type OperandProps } from "../view.ts";
import { placeText, readPlace, type Place } from "./reading.ts";

const said = (value: Json): string =>
  isObject(value) ? placeText(value as unknown as Place) : ((value as string | null) ?? "");

function Editor(props: EditorProps) {
  const { value, onChange } = props;
  const [text, setText] = useState(said(value));
  const [known, setKnown] = useState<Json>(value);
  // Another value came from outside: what was written here no longer stands for it.
  if (value !== known) {
    setKnown(value);
    setText(said(value));
  }
  const write = (written: string): void => {
    const place = readPlace(written);
    // What cannot be read goes as it is, so that the refusal names it.
    const next: Json = place ? { ...place } : orNull(written);
    setText(written);
    setKnown(next);
    onChange(next);
  };
  return (
    <TextInput
      {...labelled(props)}
      dir="ltr"
      placeholder="28.6139, 77.2090"
      value={text}
      onChange={(event) => write(event.currentTarget.value)}
      onBlur={() => setText(said(known))}
    />
  );
}

/** The distance stands beside the place, in kilometres. */
function FilterEditor({ operator: _operator, operand: _operand, ...props }: OperandProps) {
  const { t } = useTranslation();
  const { value, onChange } = props;
  const place = isObject(value) ? { latitude: value["latitude"]!, longitude: value["longitude"]! } : value;
  const [shownPlace, setShownPlace] = useState<Json>(place);
  const metres = isObject(value) ? Number(value["metres"] ?? 1000) : 1000;
  const [kilometres, setKilometres] = useState<number | string>(metres / 1000);
  const tell = (at: Json, far: number | string): void =>
    onChange(isObject(at) ? { ...at, metres: Math.round(Number(far || 0) * 1000) } : at);
  return (
    <Group gap="xs" wrap="nowrap">
      <NumberInput
        aria-label={t("value.kilometres")}
        w={110}
        min={0}
        max={20_000}
        decimalScale={2}
        suffix=" km"
        value={kilometres}
        onChange={(far) => {
          setKilometres(far);
          tell(shownPlace, far);
        }}
      />
      <Editor
        {...props}
        compact
        value={shownPlace}
        onChange={(at) => {
          setShownPlace(at);
          tell(at, kilometres);
        }}
      />
    </Group>
  );
}

export const editing: FieldEditing = { Editor, FilterEditor };
