/** A place on the screen. A map opens by a click, elsewhere; nothing is fetched from outside. */
import { Anchor } from "@mantine/core";
import { IconMapPin } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import { Ltr } from "#ui/own-text.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

interface Shown {
  latitude: number;
  longitude: number;
  metres?: number;
}

const asText = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return typeof value === "number" ? String(value) : (value as string);
  const { latitude, longitude } = value as Shown;
  return `${latitude}, ${longitude}`;
};

const Cell = ({ value }: CellProps) => <Ltr className="tabular">{asText(value)}</Ltr>;

function Detail(props: CellProps) {
  const { t } = useTranslation();
  if (typeof props.value !== "object") return <Cell {...props} />;
  const { latitude, longitude } = props.value as unknown as Shown;
  return (
    <Anchor
      href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
      target="_blank"
      rel="noreferrer noopener"
      size="sm"
      title={t("value.onMap")}
    >
      <IconMapPin size={14} aria-hidden style={{ verticalAlign: "-0.15em", marginInlineEnd: "0.25em" }} />
      <Cell {...props} />
    </Anchor>
  );
}

/** `5 km of 28.61, 77.2` */
function OperandText({ value }: CellProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const metres = typeof value === "object" ? ((value as unknown as Shown).metres ?? 1000) : 1000;
  const distance = format.number(metres / 1000, { style: "unit", unit: "kilometer", maximumFractionDigits: 2 });
  return (
    <>
      {t("value.distanceOf", { distance })} <Ltr>{asText(value)}</Ltr>
    </>
  );
}

export const view: FieldView = {
  Cell,
  Detail,
  Editor: lateEditor("location"),
  FilterEditor: lateOperand("location"),
  OperandText,
  width: 160,
};
