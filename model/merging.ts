/** How many records become one at a time, the one that stays included: as many as are read side by side, and said on the screens. */
export const MOST_MERGED = 11;
