/** How alike two words sound: the cheapest way from one's sounds to the other's, where related sounds cost little. */
import { reading } from "./reading.ts";

const CONSONANTS = "kKqxgGQ6cC5jJzZ7tT01dD23X4pPfbBwnNM%&+mrl<vsS*$^|yh";
const VOWELS = "aAiIuUeo@?.,H89'YWV;F";

/** What it costs that a sound of the group has no partner; later lines overrule earlier ones. */
const ALONE: [sounds: string, cost: number][] = [
  [CONSONANTS, 1],
  [VOWELS, 0.5],
  ["A", 0.6],
  ["YWVF;", 1.2],
  ["h", 0.5],
  ["y", 0.8],
  ["N", 0.7],
  ["<", 0.2],
  ["+", 0.3],
  ["M", 0.8],
  ["%", 0.25],
  ["?", 0.05],
  ["@'H", 0.15],
  [".,", 0],
  ["a8", 0.4],
  ["i", 0.7],
  ["u", 0.5],
  ["e", 0.3],
];

/** What it costs that sounds of the two groups stand for each other; a sound for itself costs nothing. */
const RELATED: [these: string, those: string, cost: number][] = [
  [CONSONANTS, CONSONANTS, 1],
  [CONSONANTS, VOWELS, 1],
  [VOWELS, VOWELS, 0.8],
  ["kq", "kq", 0.15],
  ["Kx", "Kx", 0.02],
  ["kq", "Kx", 0.4],
  ["k", "5", 0.4],
  ["gGQ", "gGQ", 0.3],
  ["GQ", "GQ", 0.05],
  ["g6&", "g6&", 0.2],
  ["j", "6&", 0.03],
  ["6", "GQ", 0.25],
  ["c", "C5", 0.03],
  ["C", "5", 0.3],
  ["jJ", "zZ", 0.3],
  ["j", "J7", 0.3],
  ["z", "Z", 0.4],
  ["z", "s$", 0.5],
  ["tT01", "tT01", 0.3],
  ["t", "T0", 0.1],
  ["dD23", "dD23", 0.3],
  ["d", "D2", 0.15],
  ["X4", "X4r", 0.3],
  ["X4", "dD23", 0.12],
  ["f", "Pp", 0.05],
  ["P", "p", 0.25],
  ["b", "Bw", 0.3],
  ["v", "w", 0.1],
  ["l", "<", 0.03],
  ["+", "yYn", 0.05],
  ["nNM", "nNM", 0.08],
  ["nN", "m", 0.6],
  ["M", "m", 0.1],
  ["%", "gGh", 0.05],
  ["s", "S*", 0.5],
  ["S", "*", 0.1],
  ["s", "$", 0],
  ["^", "s", 0.02],
  ["^", "t0", 0.2],
  ["|", "zZ", 0.02],
  ["|", "jJ", 0.4],
  ["|", "d2", 0.2],
  ["v", "WVF", 0.01],
  ["y", "Y", 0],
  ["y", ";iIe", 0.03],
  ["h", "H", 0],
  ["aA@", "aA@", 0.15],
  ["a@?", "a@?", 0.15],
  [".,", "aiu@", 0.05],
  [".,", "eAo", 0.35],
  ["H", "aA@", 0.04],
  ["'", "aA@?'", 0.02],
  ["'", "iIeuUoY", 0.45],
  ["i", "Ie", 0.2],
  ["I", "e", 0.5],
  ["u", "Uo", 0.25],
  ["U", "o", 0.25],
  ["a@", "e", 0.35],
  ["a@", "uo", 0.6],
  ["a@?", "i", 0.6],
  ["a@?", "IU", 0.8],
  ["a@?", "YWV", 0.5],
  ["A", "IUYW", 0.9],
  ["A", "?", 0.3],
  ["?", "i", 0.25],
  ["?", "ue", 0.35],
  ["?", "o", 0.6],
  ["?", "WY", 1],
  ["Y", "Ie", 0.05],
  ["Y", "i", 0.2],
  ["W", "Uo", 0],
  ["W", "u", 0.15],
  ["WVF", "WVF", 0.1],
  ["VF", "uUo", 0.2],
  ["8", "aH@", 0.45],
  ["8", "eIi", 0.2],
  ["9", "AI", 0.05],
  [";", "eIiY", 0.2],
];

const SIZE = 128;
const alone = new Float32Array(SIZE);
const instead = new Float32Array(SIZE * SIZE).fill(1);
const code = (sound: string) => sound.charCodeAt(0);
for (const [sounds, cost] of ALONE) for (const sound of sounds) alone[code(sound)] = cost;
for (const [these, those, cost] of RELATED)
  for (const one of these)
    for (const other of those) {
      const paid = one === other ? 0 : cost;
      instead[code(one) * SIZE + code(other)] = paid;
      instead[code(other) * SIZE + code(one)] = paid;
    }

/** How alike two words of any scripts sound, 1 for the same sounds to 0 for none in common; ranks those that share a key. */
export function nameSimilarity(a: string, b: string): number {
  return soundSimilarity(reading(a), reading(b));
}

/** The same for sounds that were read before: weighted edit distance (Wagner and Fischer 1974) over the weight of both. */
export function soundSimilarity(a: string, b: string): number {
  if (!a || !b) return 0;
  if (a === b) return 1;
  const weight = (weigh(a) + weigh(b)) / 2;
  return weight > 0 ? Math.max(0, 1 - distance(a, b) / weight) : 0;
}

function weigh(sounds: string): number {
  let weight = 0;
  for (let at = 0; at < sounds.length; at += 1) weight += alone[sounds.charCodeAt(at)]!;
  return weight;
}

let row = new Float32Array(64);

function distance(a: string, b: string): number {
  if (row.length <= b.length) row = new Float32Array(b.length + 64);
  row[0] = 0;
  for (let at = 0; at < b.length; at += 1) row[at + 1] = row[at]! + alone[b.charCodeAt(at)]!;
  for (let from = 0; from < a.length; from += 1) {
    const sound = a.charCodeAt(from);
    const lost = alone[sound]!;
    let diagonal: number = row[0]!;
    row[0] = diagonal + lost;
    for (let to = 0; to < b.length; to += 1) {
      const other = b.charCodeAt(to);
      const changed: number = diagonal + instead[sound * SIZE + other]!;
      diagonal = row[to + 1]!;
      row[to + 1] = Math.min(changed, diagonal + lost, row[to]! + alone[other]!);
    }
  }
  return row[b.length]!;
}
