/** A colour of the few that labels have; the word beside it always says what the dot does. */
import { Input, VisuallyHidden } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "#web/language/language.ts";
import "./colours.css";

const COLOURS = ["gray", "red", "orange", "yellow", "green", "teal", "blue", "violet", "pink"];

interface ColourPickProps {
  value: string | null;
  onChange: (colour: string) => void;
}

export function ColourPick({ value, onChange }: ColourPickProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Input.Wrapper label={t("types.color")} labelElement="div" labelProps={{ id }}>
      <Colours labelledBy={id} value={value} onChange={(colour) => colour !== null && onChange(colour)} />
    </Input.Wrapper>
  );
}

interface ColoursProps {
  value: string | null;
  /** What "no colour" is called, where there may be none. */
  none?: string;
  label?: string;
  labelledBy?: string;
  /** `done`: picked by a click, not on the way there by the arrow keys. */
  onChange: (colour: string | null, done: boolean) => void;
}

export function Colours({ value, none, label, labelledBy, onChange }: ColoursProps) {
  const { t } = useTranslation();
  const name = useId();
  const offered = [...(none === undefined ? [] : [null]), ...COLOURS];
  return (
    <div className="colours" role="radiogroup" aria-label={label} aria-labelledby={labelledBy}>
      {offered.map((colour) => {
        const word = colour === null ? none : t(`tag.color.${colour}`);
        return (
          <label key={colour} title={word}>
            <input
              type="radio"
              name={name}
              checked={value === colour}
              onChange={() => undefined}
              onClick={(event) => onChange(colour, event.detail > 0)}
            />
            <span
              data-none={colour === null || undefined}
              style={{ background: colour === null ? "none" : `var(--mantine-color-${colour}-6)` }}
              aria-hidden
            />
            <VisuallyHidden>{word}</VisuallyHidden>
          </label>
        );
      })}
    </div>
  );
}
