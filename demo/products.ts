/** The range of a distributor of kitchen and home ware. Prices are in US dollars and stand in the workspace's currency when loaded. */

export interface SampleProduct {
  code: string;
  name: string;
  category: string;
  kind: "goods" | "service" | "fee";
  /** Wholesale price and cost in US dollars. */
  price: number;
  cost: number;
  /** How often it is asked for. */
  weight: number;
}

/** Category, code prefix, share of the price that it costs us, then `name price weight`. */
const RANGE: [string, string, number, string][] = [
  [
    "Cookware",
    "CK",
    0.62,
    `Steel karahi 24 cm 9.50 9; Steel karahi 30 cm 13.20 7; Cast iron tawa 28 cm 7.80 9; Non-stick tawa 30 cm 8.90 8; Aluminium degchi 5 l 6.40 7; Aluminium degchi 10 l 10.90 6;
    Aluminium degchi 20 l 19.50 4; Copper-bottom handi 3 l 16.80 4; Pressure cooker 3 l 17.50 8; Pressure cooker 5 l 22.00 9; Pressure cooker 9 l 33.00 4; Milk pan 2 l 5.20 6; Saucepan with lid 4 l 9.90 5; Idli steamer 7.60 3;
    Biryani pot 15 l 29.00 3; Frying pan 26 cm 8.40 7; Wok with glass lid 32 cm 18.90 4; Stock pot 40 l 54.00 2`,
  ],
  [
    "Tableware",
    "TW",
    0.55,
    `Steel thali set of 6 14.50 8; Steel katori set of 12 6.90 7; Stoneware dinner set 16 pieces 34.00 5; Bone china dinner set 32 pieces 89.00 3; Melamine plates set of 12 15.80 6; Chai cups set of 6 5.60 9;
    Tea set 17 pieces 27.50 5; Glass tumblers set of 6 4.90 9; Copper tumblers pair 9.20 4; Water jug 2 l 6.10 6; Serving bowls set of 3 11.40 6; Biryani platter 45 cm 12.90 4; Dessert bowls set of 6 7.30 4; Brass lassi glasses pair 13.60 3`,
  ],
  [
    "Cutlery",
    "CT",
    0.52,
    `Table spoons set of 12 4.20 7; Cutlery set 24 pieces 18.90 5; Tea spoons set of 12 3.10 7; Serving spoons set of 4 6.20 5; Chef's knife 20 cm 8.70 5; Paring knives set of 3 4.10 5; Kitchen scissors 3.60 4; Gold-rim cutlery 24 pieces 32.00 2`,
  ],
  [
    "Kitchen tools",
    "KT",
    0.48,
    `Rolling pin and board 5.40 8; Brass mortar and pestle 10.80 4; Steel masala box 8.60 8; Vegetable chopper 6.30 7; Garlic press 2.90 4; Strainer set of 3 4.40 6; Roti press 11.90 4; Ladle set of 5 6.80 7; Peeler 1.40 7;
    Grater box 3.70 5; Whisk 1.90 4; Spice grinder by hand 7.20 3; Coconut scraper 4.80 2; Skewers set of 12 3.30 5; Dough bowl 32 cm 6.60 5; Tongs 2.10 5`,
  ],
  [
    "Storage",
    "ST",
    0.54,
    `Steel canisters set of 4 13.50 6; Rice drum 20 kg 21.00 4; Glass jars set of 6 9.80 6; Airtight boxes set of 8 12.20 7; Tiffin box 3 tiers 8.30 9; Tiffin box 4 tiers insulated 14.60 6; Hot pot 2.5 l 11.70 7; Hot pot set of 3 26.50 5;
    Vacuum flask 1 l 9.40 7; Water cooler 15 l 19.80 4; Oil dispenser 3.90 5; Bread box 12.40 3; Pickle jar ceramic 5.70 4`,
  ],
  [
    "Appliances",
    "AP",
    0.7,
    `Mixer grinder 550 W 38.00 6; Hand blender 21.50 5; Electric kettle 1.7 l 15.60 8; Sandwich maker 17.20 5; Rice cooker 1.8 l 28.00 5; Roti maker 31.00 3; Juicer 42.00 3; Toaster 19.40 4; Induction hob 47.00 3; Deep fryer 39.00 2`,
  ],
  [
    "Home",
    "HM",
    0.5,
    `Table cloth 150 x 220 8.80 5; Kitchen towels set of 6 5.10 7; Oven gloves pair 3.80 5; Cushion covers set of 5 9.60 5; Block-print bedspread double 24.50 4; Jute rug 90 x 150 18.30 3; Wall clock 10.20 4; Photo frame set 7.90 4; Laundry basket 9.10 4;
    Bucket and mug set 5.30 6; Ironing board 22.40 2; Dustbin with pedal 13.80 4; Clothes stand 16.50 3; Doormat 3.50 5; Prayer mat 6.70 4; Incense holder brass 4.60 4`,
  ],
  [
    "Gifts and festivals",
    "GF",
    0.42,
    `Brass diya set of 5 6.50 4; Scented candles set of 3 7.40 4; Dry fruit box 4 parts 8.20 4; Decorated thali 10.40 4; Crescent lantern 12.80 3; Fairy lights 10 m 5.90 5; Gift hamper basket 16.90 4; Christmas pudding basin 4.30 2;
    Festive table runner 9.30 3; Silver-plated tray 28.00 3; Henna bowl set 5.80 2; Sweet box tin 3.20 5; Rangoli stencil kit 3.40 2`,
  ],
  [
    "For hotels",
    "HR",
    0.66,
    `Chafing dish 9 l 64.00 4; Gastronorm pan 1/1 14.70 5; Tandoor clay 60 cm 145.00 1; Water dispenser steel 30 l 72.00 2; Bar tray 5.60 4; Ice bucket 13.10 3; Banquet plates carton of 48 96.00 3; Catering spoon 50 cm 5.90 4;
    Samovar 12 l 88.00 2; Tea urn electric 20 l 79.00 2; Buffet labels set 6.20 2; Trolley three decks 118.00 1`,
  ],
];

const goods = RANGE.flatMap(([category, prefix, share, list]) =>
  list
    .trim()
    .split(/;\s*/)
    .map((line, index): SampleProduct => {
      const [, name, price, weight] = /^(.*) ([\d.]+) (\d+)$/.exec(line.trim()) as unknown as [
        string,
        string,
        string,
        string,
      ];
      return {
        code: `${prefix}-${1001 + index * 7}`,
        name,
        category,
        kind: "goods",
        price: Number(price),
        cost: Number(price) * (share + (index % 5) * 0.02),
        weight: Number(weight),
      };
    }),
);

export const DELIVERY: SampleProduct = {
  code: "DELIVERY",
  name: "Delivery",
  category: "Fees",
  kind: "fee",
  price: 6,
  cost: 5,
  weight: 0,
};
export const ENGRAVING: SampleProduct = {
  code: "ENGRAVE",
  name: "Engraving, per piece",
  category: "Services",
  kind: "service",
  price: 0.8,
  cost: 0.3,
  weight: 0,
};

export const PRODUCTS: SampleProduct[] = [...goods, DELIVERY, ENGRAVING];

/** What is asked for; festival goods only in their season. */
export const GOODS = goods;
