/** How hard a password is to guess, roughly: a hint while it is typed. The server alone decides what is allowed. */

/** As the server asks for. */
export const SHORTEST = 8;

export type Strength = "short" | "weak" | "fair" | "good" | "strong";

const COMMON = /password|passwort|12345|qwert|letmein|welcome|admin|raabta|abc123|iloveyou/i;

/** `known` are words an attacker tries first: the person's name, e-mail, company. */
export function strengthOf(password: string, known: string[] = []): Strength {
  if (password.length < SHORTEST) return "short";
  const words = known.flatMap((word) => word.toLowerCase().split(/[\s@._-]+/u)).filter((word) => word.length > 3);
  const guessable = COMMON.test(password) || words.some((word) => password.toLowerCase().includes(word));
  const kinds = [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  const varied = new Set(password).size;
  // Length counts most: each character that differs is worth about three bits, each kind of character a few more.
  const points = Math.min(password.length, varied * 1.5) * 3 + kinds * 4 - (guessable ? 20 : 0);
  if (points < 30) return "weak";
  if (points < 42) return "fair";
  return points < 56 ? "good" : "strong";
}

/** Marks out of four. */
export const marksOf: Record<Strength, number> = { short: 0, weak: 1, fair: 2, good: 3, strong: 4 };
