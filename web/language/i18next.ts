/** Stands for i18next in the bundle: the one function that react-i18next takes from it, for keys written as functions, which there are none of. */
export const keyFromSelector = (selector: unknown): string => String(selector);
