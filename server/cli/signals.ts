/** Waits for the word to end. */

/**
 * Resolves at the first SIGINT, SIGTERM or SIGHUP. A terminal, npm and the launcher may each pass on the same Ctrl-C,
 * so only one that comes seconds later means that the wait is too long for somebody.
 */
export function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let first = 0;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (first === 0) {
          first = Date.now();
          resolve();
        } else if (Date.now() - first > 2000) process.exit(1);
      });
    }
  });
}
