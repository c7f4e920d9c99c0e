/** Writing a formula: names are completed as they are typed, what is wrong is marked at its place, what comes out is shown on some records. */
import { Checkbox, NumberInput, Stack, Text, Textarea, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useRef, useState, type KeyboardEvent } from "react";
import type { FormulaFault } from "#model/formula/kind.ts";
import { useMeta, type MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useSay } from "#web/insight/say.ts";
import { useWords } from "#web/records/words.ts";
import type { FieldSettings } from "../shape.queries.ts";
import { offersFor, typedBefore, type Offer } from "./completion.ts";
import { PreviewRows } from "./PreviewRows.tsx";
import { useFaultWords, usePreview } from "./preview.queries.ts";

interface FormulaInputProps {
  object: MetaObject;
  /** Name of the field that is changed; nothing for a new one. */
  name: string | undefined;
  settings: FieldSettings;
  onChange: (more: FieldSettings) => void;
}

export function FormulaInput({ object, name, settings, onChange }: FormulaInputProps) {
  const { t } = useTranslation();
  const say = useSay();
  const faultWords = useFaultWords();
  const text = typeof settings["expression"] === "string" ? settings["expression"] : "";
  const { preview, fault: found } = usePreview(object.name, name, "formula", { ...settings, expression: text });
  const completion = useCompletion(object, text);
  const fault = useRested(text, completion) && !isBegun(found, completion) ? found : undefined;
  const gives = preview?.type;
  return (
    <Stack gap="sm">
      <Writing
        text={text}
        error={fault ? faultWords(fault) : undefined}
        completion={completion}
        onChange={(expression) => onChange({ expression })}
      />
      {fault && (
        <Text component="pre" dir="ltr" className="formula-place" size="sm">
          {text.slice(0, fault.from)}
          <mark>{text.slice(fault.from, fault.to) || " "}</mark>
          {text.slice(fault.to)}
        </Text>
      )}
      {gives && !fault && (
        <Text size="sm" c="dimmed">
          {say("formula.gives", { kind: t(`fieldType.${gives}`) })}
        </Text>
      )}
      {preview && !fault && <PreviewRows object={object} preview={preview} />}
      {gives !== undefined && ["number", "percent", "money"].includes(gives ?? "") && (
        <NumberInput
          label={t("formula.decimals")}
          min={0}
          max={12}
          allowDecimal={false}
          value={(settings["decimals"] as number | undefined) ?? ""}
          onChange={(decimals) => onChange({ decimals: decimals === "" ? undefined : Number(decimals) })}
        />
      )}
      {(gives === "number" || gives === "percent") && (
        <Checkbox
          label={t("formula.percent")}
          checked={settings["percent"] === true}
          onChange={(event) => onChange({ percent: event.currentTarget.checked || undefined })}
        />
      )}
    </Stack>
  );
}

/** What is typed of a name at the cursor, while somebody types, and what it could become. */
function useCompletion(object: MetaObject, text: string) {
  const meta = useMeta();
  const words = useWords();
  const [cursor, setCursor] = useState<number>();
  const [away, setAway] = useState(true);
  const typed = cursor === undefined ? "" : typedBefore(text, cursor);
  const offers = typed === "" ? [] : offersFor(meta, words, object, typed).filter(({ text: whole }) => whole !== typed);
  return { cursor, setCursor, typed, offers, away, setAway };
}
type Completion = ReturnType<typeof useCompletion>;

/** Whoever types is not interrupted. */
function useRested(text: string, { away }: Completion): boolean {
  const [rested] = useDebouncedValue(text, REST_MS);
  return away || rested === text;
}

/** A name that begins something known is not wrong yet, nor is what follows from it. */
const isBegun = (fault: FormulaFault | null | undefined, { cursor, typed, offers }: Completion): boolean =>
  offers.length > 0 && fault !== null && fault !== undefined && fault.to >= cursor! - typed.length;

interface WritingProps {
  text: string;
  error: string | undefined;
  completion: Completion;
  onChange: (text: string) => void;
}

/** So long after the last key typing has come to rest. */
const REST_MS = 900;
const LIST = "formula-offers";

function Writing({ text, error, completion, onChange }: WritingProps) {
  const { t } = useTranslation();
  const { cursor, setCursor, typed, offers, setAway } = completion;
  const area = useRef<HTMLTextAreaElement>(null);
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, offers.length - 1);

  const take = (offer: Offer): void => {
    const from = cursor! - typed.length;
    const next = text.slice(0, from) + offer.text + text.slice(cursor);
    const place = from + offer.text.length - offer.back;
    onChange(next);
    setChosen(0);
    setCursor(offer.text.endsWith(".") ? place : undefined);
    // The text is there with the next drawing.
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(place, place);
    });
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (offers.length === 0) return;
    const act: Record<string, () => void> = {
      ArrowDown: () => setChosen((at + 1) % offers.length),
      ArrowUp: () => setChosen((at + offers.length - 1) % offers.length),
      Enter: () => take(offers[at]!),
      Tab: () => take(offers[at]!),
      Escape: () => setCursor(undefined),
    };
    const deed = act[event.key];
    if (!deed || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  };
  return (
    <div className="formula-writing">
      <Textarea
        ref={area}
        label={t("formula.expression")}
        description={t("formula.hint")}
        dir="ltr"
        required
        autosize
        minRows={3}
        maxRows={12}
        maxLength={4000}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: "formula-text" }}
        value={text}
        error={error}
        role="combobox"
        aria-expanded={offers.length > 0}
        aria-controls={LIST}
        aria-autocomplete="list"
        aria-activedescendant={offers.length > 0 ? `${LIST}-${at}` : undefined}
        onChange={(event) => {
          onChange(event.currentTarget.value);
          setCursor(event.currentTarget.selectionStart);
          setChosen(0);
        }}
        onKeyDown={press}
        onFocus={() => setAway(false)}
        onBlur={() => {
          setCursor(undefined);
          setAway(true);
        }}
      />
      <div
        id={LIST}
        role="listbox"
        aria-label={t("formula.suggestions")}
        className="formula-offers"
        hidden={offers.length === 0}
      >
        {offers.map((offer, place) => (
          <UnstyledButton
            key={offer.text}
            id={`${LIST}-${place}`}
            role="option"
            aria-selected={place === at}
            tabIndex={-1}
            className="formula-offer"
            onMouseDown={(event) => {
              event.preventDefault();
              take(offer);
            }}
          >
            <bdi>{offer.label}</bdi>
            <Text component="span" size="xs" c="dimmed" dir="ltr">
              {offer.detail}
            </Text>
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}
