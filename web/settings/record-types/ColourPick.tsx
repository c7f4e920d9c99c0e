/** A colour of the few that labels have; the word beside it always says what the dot does. */
import { Input, VisuallyHidden } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "#web/language/language.ts";

const COLOURS = ["gray", "red", "orange", "yellow", "green", "teal", "blue", "violet", "pink"];

interface ColourPickProps {
  value: string | null;
  onChange: (colour: string) => void;
}

export function ColourPick({ value, onChange }: ColourPickProps) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <Input.Wrapper label={t("types.color")} labelElement="div" labelProps={{ id: `${name} label` }}>
      <div className="type-colours" role="radiogroup" aria-labelledby={`${name} label`}>
        {COLOURS.map((colour) => (
          <label key={colour} title={t(`tag.color.${colour}`)}>
            <input type="radio" name={name} checked={value === colour} onChange={() => onChange(colour)} />
            <span style={{ background: `var(--mantine-color-${colour}-6)` }} aria-hidden />
            <VisuallyHidden>{t(`tag.color.${colour}`)}</VisuallyHidden>
          </label>
        ))}
      </div>
    </Input.Wrapper>
  );
}
