/** Towns, streets and telephone numbers of the three markets. Numbers come from ranges kept for fiction where a country has them. */
import type { Country } from "./company-names.ts";
import type { Chance } from "./random.ts";

interface Town {
  city: string;
  native: string;
  region: string;
  /** Postcodes: `5####`, where # is any digit, @ any letter. */
  code: string;
  /** Telephone: digits after the country code, # any digit. */
  line: string;
  weight: number;
}

const town = (city: string, native: string, region: string, code: string, line: string, weight: number): Town => ({
  city,
  native,
  region,
  code,
  line,
  weight,
});

const TOWNS: Record<Country, Town[]> = {
  PK: [
    town("Lahore", "لاہور", "Punjab", "54#00", "4230000###", 50),
    town("Faisalabad", "فیصل آباد", "Punjab", "38000", "412000###", 10),
    town("Gujranwala", "گوجرانوالہ", "Punjab", "52250", "553000###", 8),
    town("Sialkot", "سیالکوٹ", "Punjab", "51310", "523000###", 6),
    town("Multan", "ملتان", "Punjab", "60000", "614000###", 8),
    town("Rawalpindi", "راولپنڈی", "Punjab", "46000", "515000###", 8),
    town("Karachi", "کراچی", "Sindh", "74#00", "2130000###", 10),
  ],
  IN: [
    town("Delhi", "दिल्ली", "Delhi", "1100##", "1120000###", 55),
    town("Gurugram", "गुरुग्राम", "Haryana", "12200#", "1242000###", 10),
    town("Noida", "नोएडा", "Uttar Pradesh", "20130#", "1202000###", 10),
    town("Jaipur", "जयपुर", "Rajasthan", "3020##", "1412000###", 9),
    town("Lucknow", "लखनऊ", "Uttar Pradesh", "2260##", "5222000###", 9),
    town("Chandigarh", "चंडीगढ़", "Chandigarh", "1600##", "1722000###", 7),
  ],
  GB: [
    town("London", "London", "Greater London", "E#0 #@@", "2079460###", 60),
    town("Birmingham", "Birmingham", "West Midlands", "B9# #@@", "1214960###", 14),
    town("Manchester", "Manchester", "Greater Manchester", "M9# #@@", "1614960###", 12),
    town("Leeds", "Leeds", "West Yorkshire", "LS9 #@@", "1134960###", 7),
    town("Bristol", "Bristol", "Bristol", "BS9 #@@", "1174960###", 7),
  ],
};

const STREETS: Record<Country, { latin: string[]; native: string[] }> = {
  PK: {
    latin: [
      "Shop {n}, Shah Alam Market",
      "{n} Mall Road",
      "{n}-B Gulberg III",
      "Plot {n}, Industrial Estate",
      "{n} Ferozepur Road",
      "{n} Circular Road",
      "Shop {n}, Liberty Market",
      "{n} Model Town",
    ],
    native: [
      "دکان {n}، شاہ عالم مارکیٹ",
      "{n} مال روڈ",
      "{n} بی، گلبرگ",
      "{n} سرکلر روڈ",
      "دکان {n}، لبرٹی مارکیٹ",
      "مکان {n}، ماڈل ٹاؤن",
    ],
  },
  IN: {
    latin: [
      "Shop {n}, Sadar Bazar",
      "{n} Chandni Chowk",
      "{n}/2 Karol Bagh",
      "Plot {n}, Okhla Phase II",
      "{n} MG Road",
      "{n}, Sector 18",
      "House {n}, Lajpat Nagar",
    ],
    native: [
      "दुकान {n}, सदर बाज़ार",
      "{n} चाँदनी चौक",
      "{n}/2 करोल बाग़",
      "प्लॉट {n}, ओखला",
      "{n} एम. जी. रोड",
      "मकान {n}, लाजपत नगर",
    ],
  },
  GB: {
    latin: [
      "{n} High Street",
      "{n} Church Road",
      "Unit {n}, Riverside Trading Estate",
      "{n} Station Road",
      "{n} Market Place",
      "Flat {n}, Alder Court",
      "{n} Mill Lane",
    ],
    native: [],
  },
};

/** Where no range is kept for fiction, numbers of blocks of zeroes, which operators do not give out. */
const MOBILE: Record<Country, string[]> = {
  PK: ["300000####", "321000####", "333000####", "345000####"],
  IN: ["7000000###", "8000000###", "9000000###", "7000001###"],
  GB: ["7700900###"],
};
const PREFIX: Record<Country, string> = { PK: "+92", IN: "+91", GB: "+44" };
const LETTERS = "ABDEFGHJLNPQRSTUWXYZ";

const fill = (random: Chance, pattern: string): string =>
  pattern.replace(/[#@]/g, (sign) =>
    sign === "#" ? String(random.between(0, 9)) : LETTERS[random.between(0, LETTERS.length - 1)]!,
  );

export interface Place {
  city: string;
  address: { street: string; city: string; region: string; postalCode: string; country: Country };
  /** E.164 of a line in that town. */
  line: string;
}

/** A town by its weight and an invented street in it, written in the country's script where `native`. */
export function place(random: Chance, country: Country, native: boolean): Place {
  const chosen = random.weighted(TOWNS[country].map((entry) => [entry, entry.weight] as const));
  const streets = native && STREETS[country].native.length > 0 ? STREETS[country].native : STREETS[country].latin;
  return {
    city: chosen.city,
    address: {
      street: random.pick(streets).replace("{n}", String(random.between(1, 240))),
      city: native ? chosen.native : chosen.city,
      region: chosen.region,
      postalCode: fill(random, chosen.code),
      country,
    },
    line: PREFIX[country] + fill(random, chosen.line),
  };
}

/** E.164 of a mobile telephone that is nobody's. */
export const mobile = (random: Chance, country: Country): string =>
  PREFIX[country] + fill(random, random.pick(MOBILE[country]));
