/** A date that moves with the clock, in words: the beginning of this month, 30 days ago. */
import { useTranslation } from "react-i18next";
import { ANCHORS, offsetOf } from "#model/relative-date.ts";
import { useFormat } from "#ui/format.tsx";

const UNITS = { d: "day", w: "week", m: "month", y: "year" } as const;

export function RelativeText({ relative }: { relative: string }) {
  const { t } = useTranslation();
  const { language, numberingSystem } = useFormat().settings;
  if (ANCHORS.some((anchor) => anchor === relative)) return <>{t(`anchor.${relative}`)}</>;
  const offset = offsetOf(relative);
  if (!offset) return <bdi>{relative}</bdi>;
  const words = new Intl.RelativeTimeFormat(`${language}-u-nu-${numberingSystem}`);
  return <>{words.format(offset.count, UNITS[offset.unit])}</>;
}
