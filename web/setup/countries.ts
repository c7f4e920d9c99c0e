/** The countries of the world to choose from, named and sorted in the reader's language. */
import { useMemo } from "react";
import { useFormat } from "#ui/format.tsx";
import { useTranslation } from "#web/language/language.ts";

/** ISO 3166-1 alpha-2. */
const CODES =
  "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW".split(
    " ",
  );

export function useCountries(): { value: string; label: string }[] {
  const format = useFormat();
  const { i18n } = useTranslation();
  return useMemo(() => {
    const order = new Intl.Collator(i18n.language);
    return CODES.map((value) => ({ value, label: format.country(value) })).toSorted((a, b) =>
      order.compare(a.label, b.label),
    );
  }, [format, i18n.language]);
}

/** The country that the browser's settings speak of: its time zone's says more than its language's. */
export function likelyCountry(): string {
  const region = new Intl.Locale(navigator.language).maximize().region;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return HOME_ZONES[zone] ?? region ?? "GB";
}

const HOME_ZONES: Record<string, string> = {
  "Asia/Karachi": "PK",
  "Asia/Kolkata": "IN",
  "Asia/Calcutta": "IN",
  "Europe/London": "GB",
  "Asia/Dhaka": "BD",
  "Asia/Dubai": "AE",
};
