/** Names in six scripts, the common ones far more frequent than the rare, as Zipf found of words. */
import type { Chance } from "#demo/random.ts";

/** How often each script is met, its common names, and the syllables of which the rare ones are built. */
interface Script {
  weight: number;
  given: string[];
  family: string[];
  syllables: string[];
}

const list = (text: string): string[] => text.trim().split(/\s+/);

const SCRIPTS: Script[] = [
  {
    weight: 46,
    given: list(
      "Mohammad Ali Ahmed Fatima Ayesha Imran Sana Bilal Priya Rahul Amit Neha John Emma Oliver Grace Usman Zainab Hassan Maria Vikram Anjali Tariq Nadia Sarah David Kavita Suresh Farah Omar Lakshmi Arjun Hina Saad Rohan Meera Adeel Komal George Ruth",
    ),
    family: list(
      "Khan Ahmed Sharma Malik Singh Hussain Iqbal Smith Patel Qureshi Gupta Raza Butt Verma Chaudhry Jones Das Mehta Siddiqui Rao Baig Brown Iyer Bhatti Joshi Mirza Taylor Sethi Awan Reddy Nawaz Kapoor Wilson Ansari Nair Dar Bose Gill Mughal Walker",
    ),
    syllables: list(
      "an bar cho dil el far gul har in jam kar lo man nor os par qas ra sha ti ul van wa yas zim ab eth",
    ),
  },
  {
    weight: 18,
    given: list("मोहम्मद राहुल अमित प्रिया सुनीता विजय अंजलि राजेश पूजा संजय कविता अर्जुन मीरा सुरेश नेहा"),
    family: list("शर्मा वर्मा सिंह गुप्ता ख़ान यादव मिश्रा जोशी पटेल कपूर मेहता अग्रवाल तिवारी चौहान सेठी"),
    syllables: list("अन बर चो दिल फर गुल हर इन जम कर लो मन नूर पर रा शा ती वन या जिम मा सू"),
  },
  {
    weight: 18,
    given: list("محمد علی احمد فاطمہ عائشہ عمران ثنا بلال عثمان زینب حسن طارق نادیہ سعد حنا"),
    family: list("خان احمد ملک حسین اقبال قریشی رضا بٹ چوہدری صدیقی بیگ بھٹی مرزا اعوان انصاری"),
    syllables: list("ان بر چو دل فر گل ہر این جم کر لو من نور پر را شا تی ون یا زم ما سو"),
  },
  {
    weight: 7,
    given: list("মোহাম্মদ রহিম করিম ফাতেমা সুমন অনিতা রতন মিতা কমল শিউলি"),
    family: list("খান আহমেদ দাস রায় সরকার চৌধুরী বসু ঘোষ মিয়া হোসেন"),
    syllables: list("অন বর দিল ফর গুল হর জম কর লো মন নূর পর রা শা তি বন মা সু"),
  },
  {
    weight: 6,
    given: list("ਗੁਰਪ੍ਰੀਤ ਹਰਜੀਤ ਮਨਪ੍ਰੀਤ ਸਿਮਰਨ ਬਲਵੀਰ ਜਸਲੀਨ ਕੁਲਦੀਪ ਅਮਰ ਨਵਜੋਤ ਰਾਜ"),
    family: list("ਸਿੰਘ ਕੌਰ ਗਿੱਲ ਸੰਧੂ ਸਿੱਧੂ ਢਿੱਲੋਂ ਬਰਾੜ ਮਾਨ ਗਰੇਵਾਲ ਬਾਜਵਾ"),
    syllables: list("ਅਨ ਬਰ ਦਿਲ ਫਰ ਗੁਲ ਹਰ ਜਮ ਕਰ ਲੋ ਮਨ ਨੂਰ ਪਰ ਰਾ ਸ਼ਾ ਤੀ ਵਨ ਮਾ ਸੂ"),
  },
  {
    weight: 5,
    given: list("முருகன் லட்சுமி கார்த்திக் மீனா குமார் செல்வி ரவி கவிதா அருண் தேவி"),
    family: list("ராஜன் சுப்ரமணியன் நாடார் பிள்ளை கிருஷ்ணன் முதலியார் வேலு அய்யர் செல்வம் பாண்டியன்"),
    syllables: list("அன் பர் தில் கு கர் லோ மன் நூர் பா ரா சா தி வன் யா மா சூ"),
  },
];

const GIVEN = 3000;
const FAMILY = 8000;

/** Rank r of n is met with a frequency of 1/(r + 1). @returns ranks from 0 */
export function zipf(n: number): (random: Chance) => number {
  const sums = new Float64Array(n);
  let sum = 0;
  for (let rank = 0; rank < n; rank += 1) sums[rank] = sum += 1 / (rank + 1);
  return (random) => {
    const wanted = random.next() * sum;
    let low = 0;
    let high = n - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

const givenRank = zipf(GIVEN);
const familyRank = zipf(FAMILY);

/** The name of that rank: from the list, beyond it built of three syllables. */
function ranked(common: string[], syllables: string[], rank: number): string {
  const known = common[rank];
  if (known !== undefined) return known;
  const n = syllables.length;
  const part = (shift: number) => syllables[Math.floor(rank / shift) % n]!;
  const built = part(1) + part(n) + syllables[(rank * 7 + 3) % n]!;
  return built.charAt(0).toUpperCase() + built.slice(1);
}

export interface PersonName {
  given: string;
  family: string;
  /** Place of the script in the list: 0 Latin, 1 Devanagari, 2 Perso-Arabic, 3 Bengali, 4 Gurmukhi, 5 Tamil. */
  script: number;
}

const weighted = SCRIPTS.map((script, place) => [{ ...script, place }, script.weight] as const);

export function personName(random: Chance): PersonName {
  const { given, family, syllables, place } = random.weighted(weighted);
  return {
    given: ranked(given, syllables, givenRank(random)),
    family: ranked(family, syllables, familyRank(random)),
    script: place,
  };
}

const TRADES = list("Traders Stores Foods Textiles Motors Pharma Steel Electronics Builders Logistics");

/** A house is called after a family and its trade. */
export function companyName(random: Chance): { name: string; industry: string } {
  const { family } = personName(random);
  const industry = random.pick(TRADES);
  return { name: `${family} ${random.hit(0.5) ? `& ${personName(random).family} ` : ""}${industry}`, industry };
}
