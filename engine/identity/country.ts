/** What follows from a country when a company begins: currency, time zone, week, fiscal year, language. Proposals, all of them. */
import { isCurrency } from "#fields/money/currency.ts";
import { InvalidInput } from "#model/errors.ts";

export interface Proposal {
  baseCurrency: string;
  timeZone: string;
  phoneRegion: string;
  /** `MM-DD` */
  fiscalYearStart: string;
  /** 1 = Monday … 7 = Sunday */
  weekStart: number;
  language: "en" | "hi" | "ur";
}

/** Legal tender by country: Unicode CLDR, supplemental data "currencyData". Node's Intl does not carry it. */
const CURRENCIES: Record<string, string> = {
  EUR: "AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF VA XK YT",
  USD: "AS BQ EC FM GU IO MH MP PR PW SV TC TL UM US VG VI",
  XOF: "BF BJ CI GW ML NE SN TG", XAF: "CF CG CM GA GQ TD", XCD: "AG AI DM GD KN LC MS VC", XPF: "NC PF WF",
  AUD: "AU CC CX HM KI NF NR TV", NZD: "CK NU NZ PN TK", GBP: "GB GG GS IM JE", NOK: "BV NO SJ", DKK: "DK FO GL",
  CHF: "CH LI", MAD: "EH MA", ILS: "IL PS", XCG: "CW SX",
  AED: "AE", AFN: "AF", ALL: "AL", AMD: "AM", AOA: "AO", ARS: "AR", AWG: "AW", AZN: "AZ", BAM: "BA", BBD: "BB", BDT: "BD",
  BHD: "BH", BIF: "BI", BMD: "BM", BND: "BN", BOB: "BO", BRL: "BR", BSD: "BS", BTN: "BT", BWP: "BW", BYN: "BY", BZD: "BZ",
  CAD: "CA", CDF: "CD", CLP: "CL", CNY: "CN", COP: "CO", CRC: "CR", CUP: "CU", CVE: "CV", CZK: "CZ", DJF: "DJ", DOP: "DO",
  DZD: "DZ", EGP: "EG", ERN: "ER", ETB: "ET", FJD: "FJ", FKP: "FK", GEL: "GE", GHS: "GH", GIP: "GI", GMD: "GM", GNF: "GN",
  GTQ: "GT", GYD: "GY", HKD: "HK", HNL: "HN", HTG: "HT", HUF: "HU", IDR: "ID", INR: "IN", IQD: "IQ", IRR: "IR", ISK: "IS",
  JMD: "JM", JOD: "JO", JPY: "JP", KES: "KE", KGS: "KG", KHR: "KH", KMF: "KM", KPW: "KP", KRW: "KR", KWD: "KW", KYD: "KY",
  KZT: "KZ", LAK: "LA", LBP: "LB", LKR: "LK", LRD: "LR", LSL: "LS", LYD: "LY", MDL: "MD", MGA: "MG", MKD: "MK", MMK: "MM",
  MNT: "MN", MOP: "MO", MRU: "MR", MUR: "MU", MVR: "MV", MWK: "MW", MXN: "MX", MYR: "MY", MZN: "MZ", NAD: "NA", NGN: "NG",
  NIO: "NI", NPR: "NP", OMR: "OM", PAB: "PA", PEN: "PE", PGK: "PG", PHP: "PH", PKR: "PK", PLN: "PL", PYG: "PY", QAR: "QA",
  RON: "RO", RSD: "RS", RUB: "RU", RWF: "RW", SAR: "SA", SBD: "SB", SCR: "SC", SDG: "SD", SEK: "SE", SGD: "SG", SHP: "SH",
  SLE: "SL", SOS: "SO", SRD: "SR", SSP: "SS", STN: "ST", SYP: "SY", SZL: "SZ", THB: "TH", TJS: "TJ", TMT: "TM", TND: "TN",
  TOP: "TO", TRY: "TR", TTD: "TT", TWD: "TW", TZS: "TZ", UAH: "UA", UGX: "UG", UYU: "UY", UZS: "UZ", VES: "VE", VND: "VN",
  VUV: "VU", WST: "WS", YER: "YE", ZAR: "ZA", ZMW: "ZM", ZWG: "ZW",
};

/** Where most people live, for countries with several zones, and today's name where Intl still says the old one. */
const ZONES: Record<string, string> = {
  AR: "America/Argentina/Buenos_Aires", AU: "Australia/Sydney", BR: "America/Sao_Paulo", CA: "America/Toronto", CD: "Africa/Kinshasa",
  CL: "America/Santiago", CN: "Asia/Shanghai", CY: "Asia/Nicosia", DE: "Europe/Berlin", EC: "America/Guayaquil", ES: "Europe/Madrid",
  FM: "Pacific/Pohnpei", GL: "America/Nuuk", ID: "Asia/Jakarta", IN: "Asia/Kolkata", MM: "Asia/Yangon", NP: "Asia/Kathmandu", KI: "Pacific/Tarawa", KZ: "Asia/Almaty", MH: "Pacific/Majuro",
  MN: "Asia/Ulaanbaatar", MX: "America/Mexico_City", MY: "Asia/Kuala_Lumpur", NZ: "Pacific/Auckland", PF: "Pacific/Tahiti",
  PG: "Pacific/Port_Moresby", PS: "Asia/Hebron", PT: "Europe/Lisbon", RU: "Europe/Moscow", UA: "Europe/Kyiv", US: "America/New_York",
  UZ: "Asia/Tashkent", VN: "Asia/Ho_Chi_Minh", XK: "Europe/Belgrade",
};

/** Where companies' books do not usually begin on 1 January. Tax authorities of the countries named. */
const FISCAL_YEARS: Record<string, string> = {
  IN: "04-01", GB: "04-01", JP: "04-01", HK: "04-01", NZ: "04-01", MM: "04-01", PK: "07-01", BD: "07-01", AU: "07-01", EG: "07-01",
  NP: "07-16", ZA: "03-01", IR: "03-21", AF: "03-21", ET: "07-08",
};

/** Of the Intl Locale Info proposal; TypeScript's library does not list them yet. */
interface LocaleFacts {
  getTimeZones?(): string[] | undefined;
  getWeekInfo?(): { firstDay: number };
}

const currencyOf = new Map(Object.entries(CURRENCIES).flatMap(([currency, countries]) => countries.split(" ").map((country) => [country, currency] as const)));

/** @throws InvalidInput where `country` is no ISO 3166 alpha-2 code in use. */
export function proposalFor(country: string): Proposal {
  const code = country.toUpperCase();
  const baseCurrency = currencyOf.get(code);
  if (!baseCurrency) throw new InvalidInput([{ path: "country", message: "is no country: give its two letters of ISO 3166, such as PK", code: "server.noCountry" }]);
  const locale = new Intl.Locale(`und-${code}`) as Intl.Locale & LocaleFacts;
  const zones = locale.getTimeZones?.() ?? [];
  const language = locale.maximize().language;
  return {
    baseCurrency,
    timeZone: ZONES[code] ?? zones[0] ?? "UTC",
    phoneRegion: code,
    fiscalYearStart: FISCAL_YEARS[code] ?? "01-01",
    weekStart: locale.getWeekInfo?.().firstDay ?? 1,
    language: language === "hi" || language === "ur" ? language : "en",
  };
}

/** The codes of all currencies above that amounts can be in, for choices. */
export const currencyCodes = (): string[] => Object.keys(CURRENCIES).filter(isCurrency).toSorted();
