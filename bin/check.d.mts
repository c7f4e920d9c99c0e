/** Runs the checks of `npm run check`; `withWalls` adds the tests of the walls between the rooms. */
export function check(options: { withWalls: boolean }): Promise<{ passed: number; failed: number }>;
