/** One word per thing: how an object's camelCase name becomes a table, a path and a file. */

/** `orderLine` → `order_line` */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `orderLine` → `order-line`, `x_vehicle` → `x-vehicle` */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll("_", "-");
}

/** `company` → `companies`, `box` → `boxes`, `order` → `orders`; irregular ones are said in the definition. */
export function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/.test(name)) return `${name}es`;
  return `${name}s`;
}

/** Names that a definition may use: camelCase, ASCII, at most 40 characters, no reserved word of ours. */
export const NAME = /^[a-z][A-Za-z0-9]{0,39}$/;

/** Names of what a company made itself: the mark keeps them apart from all that the product will ever bring. */
export const CUSTOM_NAME = /^x_[a-z][A-Za-z0-9]{0,27}$/;

export const isCustomName = (name: string): boolean => name.startsWith("x_");

/** The product's names are written in camelCase; `xVehicles` would share its address with `x_vehicles`. */
export const isName = (name: string): boolean => (NAME.test(name) && !/^x[A-Z]/.test(name)) || CUSTOM_NAME.test(name);
