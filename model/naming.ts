/** One word per thing: how an object's camelCase name becomes a table, a path and a file. */

/** `orderLine` → `order_line` */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `orderLine` → `order-line` */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `company` → `companies`, `box` → `boxes`, `order` → `orders`; irregular ones are said in the definition. */
export function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/.test(name)) return `${name}es`;
  return `${name}s`;
}

/** Names that a definition may use: camelCase, ASCII, at most 40 characters, no reserved word of ours. */
export const NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
