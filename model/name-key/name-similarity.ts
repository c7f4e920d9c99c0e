/** How alike two words sound: the cheapest way from one's sounds to the other's, where related sounds cost little. */
import { reading } from "./reading.ts";

const CONSONANTS = "kKqxgGQ6cC5jJzZ7tT01dD23X4pPfbBwnNM%&mrl<vsS*$^|yh";
const VOWELS = "aAiIuUeEoO@?.,H89'YWV;F";

/** What it costs that a sound of the group has no partner; later lines overrule earlier ones. */
const ALONE: [sounds: string, cost: number][] = [
  [CONSONANTS, 1],
  [VOWELS, 0.45],
  ["AE", 0.6],
  ["YWVF;", 1.2],
  ["h", 0.5],
  ["y", 0.7],
  ["N", 0.6],
  ["<", 0.3],
  ["M", 0.8],
  ["%", 0.25],
  ["?", 0.05],
  ["@'H", 0.2],
  [".,", 0],
  ["a8", 0.4],
  ["i", 0.5],
  ["u", 0.3],
  ["e", 0.3],
];

/** What it costs that sounds of the two groups stand for each other; a sound for itself costs nothing. */
const RELATED: [these: string, those: string, cost: number][] = [
  [CONSONANTS, CONSONANTS, 1],
  [CONSONANTS, VOWELS, 1],
  [VOWELS, VOWELS, 0.7],
  ["kq", "kq", 0.15],
  ["Kx", "Kx", 0.02],
  ["kq", "Kx", 0.4],
  ["k", "5", 0.4],
  ["gGQ", "gGQ", 0.3],
  ["GQ", "GQ", 0.05],
  ["g6&", "g6&", 0.08],
  ["j", "6&", 0.1],
  ["6", "GQ", 0.25],
  ["c", "C5", 0.03],
  ["C", "5", 0.3],
  ["jJ", "zZ", 0.3],
  ["j", "J7", 0.3],
  ["z", "Z", 0.15],
  ["z", "s$", 0.5],
  ["tT01", "tT01", 0.25],
  ["t", "T0", 0.1],
  ["dD23", "dD23", 0.3],
  ["d", "D2", 0.15],
  ["X4", "X4r", 0.3],
  ["X4", "dD23", 0.12],
  ["f", "Pp", 0.05],
  ["P", "p", 0.25],
  ["b", "Bw", 0.3],
  ["v", "w", 0.1],
  ["l", "<", 0.05],
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
  ["|", "jJ", 0.3],
  ["|", "d2", 0.2],
  ["v", "WVF", 0],
  ["y", "Y", 0],
  ["y", ";iIeE", 0.03],
  ["h", "H", 0],
  ["aA@", "aA@", 0.15],
  ["a@?", "a@?", 0.12],
  [".,", "aiu@", 0.08],
  [".,", "eAo", 0.35],
  ["H", "aA@", 0.04],
  ["'", "aA@?'", 0.02],
  ["'", "iIeEuUoO", 0.4],
  ["i", "Ie", 0.2],
  ["I", "e", 0.5],
  ["u", "Uo", 0.2],
  ["U", "oO", 0.25],
  ["o", "O", 0.2],
  ["e", "E", 0.2],
  ["E", "I", 0.35],
  ["a@", "e", 0.35],
  ["a@", "uo", 0.6],
  ["a@?", "i", 0.6],
  ["a@?", "IUEO", 0.5],
  ["a@?", "YWV", 0.6],
  ["A", "IUYW", 1],
  ["A", "?", 0.3],
  ["?", "i", 0.2],
  ["?", "ue", 0.3],
  ["?", "o", 0.5],
  ["?", "WY", 1],
  ["Y", "Ie", 0.05],
  ["Y", "iE", 0.2],
  ["W", "Uo", 0.03],
  ["W", "uO", 0.12],
  ["WVF", "WVF", 0.1],
  ["VF", "uUoO", 0.01],
  ["8", "aH@", 0.45],
  ["8", "eIi", 0.25],
  ["9", "AI", 0.05],
  [";", "EeIi", 0.05],
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
  const weight = (weigh(a) + weigh(b)) / 2;
  return Math.max(0, 1 - distance(a, b) / weight);
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
