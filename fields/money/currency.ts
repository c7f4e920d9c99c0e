/** Currencies: their codes, their signs and how many decimals they are written with (ISO 4217). */
import { fold } from "#model/folding.ts";

export const NO_DECIMALS = [
  "BIF",
  "CLP",
  "DJF",
  "GNF",
  "ISK",
  "JPY",
  "KMF",
  "KRW",
  "PYG",
  "RWF",
  "UGX",
  "UYI",
  "VND",
  "VUV",
  "XAF",
  "XOF",
  "XPF",
];
export const THREE_DECIMALS = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/** Those with the sign that the workspace may mean by it; the first where the workspace's own is none of them. */
const SIGNS: Record<string, string[]> = {
  "£": ["GBP", "EGP", "SYP", "LBP", "SDG", "GIP", "FKP", "SHP"],
  "€": ["EUR"],
  "₹": ["INR"],
  "₩": ["KRW"],
  "₦": ["NGN"],
  "৳": ["BDT"],
  "₺": ["TRY"],
  "₽": ["RUB"],
  "₴": ["UAH"],
  "₫": ["VND"],
  "₱": ["PHP"],
  "฿": ["THB"],
  "₪": ["ILS"],
  "₵": ["GHS"],
  "₡": ["CRC"],
  "₲": ["PYG"],
  "₸": ["KZT"],
  "₼": ["AZN"],
  "₾": ["GEL"],
  "؋": ["AFN"],
  "៛": ["KHR"],
  "₭": ["LAK"],
  "₮": ["MNT"],
  zł: ["PLN"],
  R$: ["BRL"],
  US$: ["USD"],
  A$: ["AUD"],
  C$: ["CAD"],
  NZ$: ["NZD"],
  HK$: ["HKD"],
  S$: ["SGD"],
  روپے: ["PKR", "INR"],
  روپیہ: ["PKR", "INR"],
  रुपये: ["INR", "NPR"],
  रु: ["INR", "NPR"],
};
/** Signs that only the workspace's own currency, or nothing, can explain. */
const SHARED: Record<string, string[]> = {
  $: [
    "USD",
    "CAD",
    "AUD",
    "NZD",
    "SGD",
    "HKD",
    "MXN",
    "ARS",
    "CLP",
    "COP",
    "TWD",
    "BBD",
    "BSD",
    "BZD",
    "FJD",
    "JMD",
    "NAD",
    "TTD",
    "LRD",
    "GYD",
  ],
  "¥": ["JPY", "CNY"],
  "￥": ["JPY", "CNY"],
  "₨": ["PKR", "INR", "LKR", "NPR", "MUR", "SCR"],
  rs: ["PKR", "INR", "LKR", "NPR", "MUR", "SCR"],
  "rs.": ["PKR", "INR", "LKR", "NPR", "MUR", "SCR"],
  kr: ["SEK", "NOK", "DKK", "ISK"],
  "﷼": ["IRR", "SAR", "OMR", "YER", "QAR"],
};

let codes: Set<string> | undefined;

/** True for a code such as `GBP`, in capitals. */
export function isCurrency(code: string): boolean {
  codes ??= new Set(Intl.supportedValuesOf("currency"));
  return codes.has(code);
}

/** The currency that a written sign or code means where `base` is the workspace's own; `several` where that cannot be told. */
export function currencyOf(written: string, base: string): string | undefined {
  const code = written.toUpperCase();
  if (/^[A-Z]{3}$/.test(code) && isCurrency(code)) return code;
  const sure = Object.hasOwn(SIGNS, written)
    ? SIGNS[written]
    : Object.entries(SIGNS).find(([sign]) => fold(sign) === fold(written))?.[1];
  if (sure) return sure.includes(base) ? base : sure[0];
  const shared = Object.hasOwn(SHARED, written.toLowerCase()) ? SHARED[written.toLowerCase()] : undefined;
  if (!shared) return undefined;
  return shared.includes(base) ? base : "several";
}

/** How many decimals amounts in it are written with at least. */
export function minorDigits(currency: string): number {
  if (NO_DECIMALS.includes(currency)) return 0;
  return THREE_DECIMALS.includes(currency) ? 3 : 2;
}
