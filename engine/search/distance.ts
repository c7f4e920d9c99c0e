/** How many slips of the finger lie between two words. */

/**
 * Letters put in, left out, replaced or swapped with their neighbour: optimal string alignment, by code points. Where it is
 * more than `most`, something greater than `most`.
 */
export function distance(one: string, other: string, most: number): number {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = b.map((_, index) => index + 1);
  for (let row = 0; row < a.length; row += 1) {
    const left = (column: number, line: number[]): number => (column === 0 ? row + 1 : line[column - 1]!);
    const line: number[] = [];
    for (let column = 0; column < b.length; column += 1) {
      const diagonal = column === 0 ? row : last[column - 1]!;
      let least = Math.min(last[column]! + 1, left(column, line) + 1, diagonal + (a[row] === b[column] ? 0 : 1));
      const swapped = row > 0 && column > 0 && a[row] === b[column - 1] && a[row - 1] === b[column];
      if (swapped) least = Math.min(least, (column > 1 ? beforeLast[column - 2]! : row - 1) + 1);
      line.push(least);
    }
    if (Math.min(...line, row + 1) > most) return most + 1;
    [beforeLast, last] = [last, line];
  }
  return last.at(-1) ?? a.length;
}
