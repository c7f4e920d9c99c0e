/** The seven roles that come with the product: by what they are called as long as nobody renames them, the screens know them and say them in the reader's language. */

/** The name in a new workspace, by the role's key. */
export const PRODUCT_ROLES = {
  owner: "Owner",
  admin: "Administrator",
  manager: "Manager",
  sales: "Sales",
  service: "Service",
  marketing: "Marketing",
  readOnly: "Read only",
} as const;

export type ProductRole = keyof typeof PRODUCT_ROLES;

/** The name of what files call a role: a product's by its key, a company's by the name itself. */
export const roleCalled = (title: string): string =>
  Object.hasOwn(PRODUCT_ROLES, title) ? PRODUCT_ROLES[title as ProductRole] : title;

const KEYS = new Map<string, string>(Object.entries(PRODUCT_ROLES).map(([key, name]) => [name, key]));

/** The key of the product's role of that name; undefined for one that a company made or renamed. */
export const productRoleNamed = (name: string): ProductRole | undefined => KEYS.get(name) as ProductRole | undefined;
