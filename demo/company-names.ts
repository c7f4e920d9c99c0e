/** How shops, hotels and wholesalers of the three markets call themselves, in the script of their sign. */
import type { Chance } from "./random.ts";
import type { NamePart } from "./person-names.ts";

export type Country = "PK" | "IN" | "GB";

export interface CompanyName {
  /** As on the sign, in its own script or in Latin. */
  name: string;
  /** In Latin letters, for addresses of mail and web. */
  latin: string;
  industry: string;
}

/** Industry, then `Latin/own script` endings. */
const TRADES: Record<Country, [string, number, string][]> = {
  PK: [
    [
      "Retail shop",
      40,
      "Crockery House/کراکری ہاؤس, Kitchen Centre/کچن سینٹر, Bartan Store/برتن سٹور, General Store/جنرل سٹور, Home Store/ہوم سٹور, Gift Palace/گفٹ پیلس",
    ],
    [
      "Wholesale",
      20,
      "Traders/ٹریڈرز, Brothers/برادرز, & Sons/اینڈ سنز, Trading Company/ٹریڈنگ کمپنی, Enterprises/انٹرپرائزز",
    ],
    ["Restaurant", 16, "Restaurant/ریسٹورنٹ, Dera/ڈیرہ, Foods/فوڈز, Sweets/سویٹس, Tikka House/تکہ ہاؤس"],
    ["Wedding hall", 9, "Marriage Hall/میرج ہال, Banquet/بینکوئٹ, Marquee/مارکی"],
    ["Hotel", 7, "Hotel/ہوٹل, Guest House/گیسٹ ہاؤس"],
    ["Caterer", 8, "Caterers/کیٹررز, Pakwan Centre/پکوان سینٹر"],
  ],
  IN: [
    [
      "Retail shop",
      40,
      "Bartan Bhandar/बर्तन भंडार, Kitchenware/किचनवेयर, Crockery/क्रॉकरी, General Store/जनरल स्टोर, Home Needs/होम नीड्स, Steel Palace/स्टील पैलेस",
    ],
    ["Wholesale", 20, "Traders/ट्रेडर्स, & Sons/एंड संस, Brothers/ब्रदर्स, Enterprises/एंटरप्राइज़ेज़, Trading Company/ट्रेडिंग कंपनी"],
    ["Restaurant", 16, "Restaurant/रेस्टोरेंट, Bhojnalaya/भोजनालय, Sweets/स्वीट्स, Dhaba/ढाबा, Rasoi/रसोई"],
    ["Wedding hall", 9, "Banquet Hall/बैंक्वेट हॉल, Marriage Garden/मैरिज गार्डन, Vatika/वाटिका"],
    ["Hotel", 7, "Hotel/होटल, Guest House/गेस्ट हाउस"],
    ["Caterer", 8, "Caterers/कैटरर्स, Tent House/टेंट हाउस"],
  ],
  GB: [
    ["Retail shop", 40, "Housewares, Kitchens, Cookshop, Homestore, & Daughters, Gifts"],
    ["Wholesale", 18, "Trading, Wholesale, Supplies, Imports, & Sons"],
    ["Restaurant", 18, "Kitchen, Table, Grill, Tandoori, Bistro"],
    ["Hotel", 10, "Hotel, House Hotel, Lodge"],
    ["Caterer", 14, "Catering, Events, Supper Club"],
  ],
};

/** First words that are not a family's name. */
const FIRST: Record<Country, string> = {
  PK: "Al Noor/النور, Madina/مدینہ, Bismillah/بسم اللہ, Punjab/پنجاب, Lahori/لاہوری, Shalimar/شالیمار, Mehran/مہران, Data/داتا, Gulberg/گلبرگ, Anarkali/انارکلی, Kohinoor/کوہ نور, Shaheen/شاہین, New Pakistan/نیو پاکستان, Chenab/چناب, Ravi/راوی, Gulshan/گلشن, Sitara/ستارہ, Faisalabad/فیصل آباد, Usmania/عثمانیہ, Rehmat/رحمت",
  IN: "Shree Ganesh/श्री गणेश, Lakshmi/लक्ष्मी, Annapurna/अन्नपूर्णा, Rajdhani/राजधानी, Bharat/भारत, Jai Durga/जय दुर्गा, Krishna/कृष्णा, Saraswati/सरस्वती, Dilli/दिल्ली, Yamuna/यमुना, Ganga/गंगा, New Delhi/न्यू दिल्ली, Shanti/शांति, Mahavir/महावीर, Om/ओम, Chandni/चाँदनी, Surya/सूर्य, Vaishali/वैशाली, Navrang/नवरंग, Ashirwad/आशीर्वाद",
  GB: "Harrow, Camden, Brick Lane, Thames, Riverside, Albion, Greenwich, Copper Pan, Blue Door, Old Mill, Kingfisher, Marble Arch, Redbrick, Hillside, Northgate, Willow, Crown, Larder, Pepperpot, Wharf",
};

const pair = (text: string): NamePart => {
  const [latin, native] = text.trim().split("/") as [string, string?];
  return { latin, native: native ?? latin };
};
const table = <T extends Record<Country, string>>(words: T) =>
  Object.fromEntries(Object.entries(words).map(([country, text]) => [country, text.split(",").map(pair)])) as Record<
    Country,
    NamePart[]
  >;
const first = table(FIRST);
const trades = Object.fromEntries(
  Object.entries(TRADES).map(([country, list]) => [
    country,
    list.map(([industry, weight, words]) => [{ industry, words: words.split(",").map(pair) }, weight] as const),
  ]),
) as unknown as Record<Country, (readonly [{ industry: string; words: NamePart[] }, number])[]>;

/** An invented name; `native` says whether the sign is in the country's own script. */
export function companyName(
  random: Chance,
  country: Country,
  families: NamePart[],
  place: string,
  native: boolean,
): CompanyName {
  const trade = random.weighted(trades[country]);
  const ending = random.pick(trade.words);
  const beginning = random.hit(0.62) ? random.pick(families) : random.pick(first[country]);
  const legal =
    country === "GB" && random.hit(0.6) ? " Ltd" : country === "IN" && !native && random.hit(0.15) ? " Pvt. Ltd." : "";
  // Two houses of one name are told apart by where they stand, as in any trade directory.
  const where = random.hit(0.25) ? `, ${place}` : "";
  const written = native ? `${beginning.native} ${ending.native}` : `${beginning.latin} ${ending.latin}${legal}`;
  return {
    name: written + (native ? "" : where),
    latin: `${beginning.latin} ${ending.latin}`,
    industry: trade.industry,
  };
}
