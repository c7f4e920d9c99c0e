/** Invents what was said and written with the customers, in the language they speak. */
import type { SampleCustomer } from "./customers.ts";
import type { Chance } from "./random.ts";

type Language = "en" | "hi" | "ur";

export interface SampleActivity {
  kind: "note" | "call" | "meeting" | "visit" | "task" | "email" | "message";
  subject?: string;
  body?: string;
  at: number;
  minutes?: number;
  outcome?: string;
  dueOn?: string;
  done?: boolean;
}

const DAY = 86_400_000;

const NOTES: Record<Language, string[]> = {
  en: [
    "Opening a second shop in spring; wants shelf plan and first order on 60 days.",
    "Asked for the new thali sets. Show samples at the next visit.",
    "Says a competitor offers tawas 4 % cheaper. Quality of ours is preferred.",
    "Prefers WhatsApp over e-mail. Best reached before noon.",
    "Two cartons arrived with dented lids; credit note promised.",
    "Buys for three restaurants of the family. Decides together with his brother.",
    "Pays on the day. Deserves the early-bird discount at season start.",
    "Storage is full until the end of the month, no deliveries before.",
    "Would take the gift hampers if we print their name on them.",
    "Moved to a larger unit. Delivery through the back gate only.",
  ],
  hi: [
    "दिवाली से पहले स्टील के थाली सेट का बड़ा ऑर्डर देंगे, सैंपल भेजने हैं।",
    "भुगतान महीने की दस तारीख़ को करते हैं, उससे पहले फ़ोन न करें।",
    "नई शाखा खोल रहे हैं, पहले ऑर्डर पर 60 दिन की मोहलत चाहते हैं।",
    "पिछली बार दो कुकर के ढक्कन ढीले निकले, अगली खेप में बदलकर देंगे।",
    "व्हाट्सऐप पर ही बात करना पसंद करते हैं, दोपहर के बाद मिलते हैं।",
    "शादी के मौसम के लिए बैंक्वेट प्लेट की क़ीमत पूछी है।",
    "कहते हैं दूसरे सप्लायर का दाम कम है, पर हमारी क्वालिटी पर भरोसा है।",
    "मालिक के बेटे अब ख़रीद देखते हैं, उनका नंबर जोड़ना है।",
    "गोदाम महीने के अंत तक भरा है, तब तक माल न भेजें।",
  ],
  ur: [
    "عید سے پہلے ڈنر سیٹ کا بڑا آرڈر دیں گے، نمونے بھیجنے ہیں۔",
    "ادائیگی ہر ماہ کی دس تاریخ کو کرتے ہیں، اس سے پہلے فون نہ کریں۔",
    "گلبرگ میں نئی دکان کھول رہے ہیں، پہلے آرڈر پر ساٹھ دن کی مہلت چاہتے ہیں۔",
    "پچھلی بار دو دیگچیوں کے ڈھکن خراب نکلے، اگلی کھیپ میں بدل کر دیں گے۔",
    "واٹس ایپ پر بات کرنا پسند کرتے ہیں، ظہر کے بعد ملتے ہیں۔",
    "شادیوں کے سیزن کے لیے چیفنگ ڈش کی قیمت پوچھی ہے۔",
    "کہتے ہیں دوسرا سپلائر سستا دیتا ہے مگر ہمارے معیار پر بھروسا ہے۔",
    "اب ان کے بیٹے خریداری دیکھتے ہیں، ان کا نمبر شامل کرنا ہے۔",
    "گودام بھرا ہوا ہے، مہینے کے آخر تک مال نہ بھیجیں۔",
  ],
};

const SUBJECTS: Record<"call" | "visit" | "meeting" | "task" | "email" | "message", Record<Language, string[]>> = {
  call: {
    en: [
      "Asked about the next order",
      "Reminder of the open invoice",
      "Complaint about a delivery",
      "Offer for the season",
    ],
    hi: ["अगले ऑर्डर के बारे में बात", "बकाया बिल की याद", "डिलीवरी की शिकायत", "सीज़न का प्रस्ताव"],
    ur: ["اگلے آرڈر پر بات", "بقایا بل کی یاد دہانی", "ڈیلیوری کی شکایت", "سیزن کی پیشکش"],
  },
  visit: {
    en: ["Visit with the new catalogue", "Stock check in the shop"],
    hi: ["नई सूची के साथ मुलाक़ात", "दुकान में स्टॉक की जाँच"],
    ur: ["نئی کیٹلاگ کے ساتھ ملاقات", "دکان میں سٹاک کا جائزہ"],
  },
  meeting: {
    en: ["Yearly terms", "Planning the festival range"],
    hi: ["सालाना शर्तों पर बैठक", "त्योहार के माल की योजना"],
    ur: ["سالانہ شرائط پر میٹنگ", "تہوار کے مال کی منصوبہ بندی"],
  },
  task: {
    en: ["Send samples", "Prepare an offer for 200 dinner sets", "Call back about the return", "Send the price list"],
    hi: ["सैंपल भेजें", "200 डिनर सेट का प्रस्ताव बनाएँ", "वापसी के बारे में फ़ोन करें", "मूल्य सूची भेजें"],
    ur: ["نمونے بھیجیں", "دو سو ڈنر سیٹ کی پیشکش بنائیں", "واپسی کے بارے میں فون کریں", "قیمتوں کی فہرست بھیجیں"],
  },
  email: {
    en: ["Price list sent", "Answer to the enquiry about pressure cookers"],
    hi: ["मूल्य सूची भेजी", "प्रेशर कुकर की पूछताछ का जवाब"],
    ur: ["قیمتوں کی فہرست بھیجی", "پریشر ککر کے سوال کا جواب"],
  },
  message: {
    en: ["Delivery time confirmed on WhatsApp"],
    hi: ["व्हाट्सऐप पर डिलीवरी का समय तय हुआ"],
    ur: ["واٹس ایپ پر ڈیلیوری کا وقت طے ہوا"],
  },
};

const OUTCOMES = [
  ["reached", 50],
  ["noAnswer", 22],
  ["agreed", 12],
  ["leftMessage", 8],
  ["postponed", 5],
  ["declined", 3],
] as const;

/** Notes, calls and visits of one customer up to `today`, more of them where more is sold; a few tasks lie ahead. */
export function conversations(random: Chance, customer: SampleCustomer, today: number): SampleActivity[] {
  const language = customer.people[0]!.language;
  const years = (customer.until - customer.from) / (365 * DAY);
  const count = Math.min(
    14,
    Math.floor(
      years * (customer.kind === "company" ? 0.7 + Math.min(3, customer.size) : 0.25) * (0.4 + 1.2 * random.next()),
    ),
  );
  return Array.from({ length: count }, (): SampleActivity => {
    const at = Math.floor(customer.from + random.next() * Math.max(DAY, customer.until - customer.from));
    const kind = random.weighted([
      ["note", 34],
      ["call", 32],
      ["visit", 10],
      ["task", 10],
      ["email", 6],
      ["message", 5],
      ["meeting", 3],
    ] as const);
    if (kind === "note") return { kind, body: random.pick(NOTES[language]), at: Math.min(at, today) };
    const subject = random.pick(SUBJECTS[kind][language]);
    if (kind === "task") {
      const ahead = random.hit(0.12);
      const due = ahead ? today + random.between(-6, 21) * DAY : Math.min(at, today) + random.between(1, 10) * DAY;
      return { kind, subject, at: Math.min(at, today), dueOn: new Date(due).toISOString().slice(0, 10), done: !ahead };
    }
    const talk =
      kind === "call"
        ? random.between(2, 18)
        : kind === "visit" || kind === "meeting"
          ? random.between(20, 90)
          : random.between(2, 10);
    return {
      kind,
      subject,
      at: Math.min(at, today),
      minutes: talk,
      ...(kind === "call" ? { outcome: random.weighted(OUTCOMES) } : {}),
      ...(random.hit(0.3) ? { body: random.pick(NOTES[language]) } : {}),
    };
  });
}
