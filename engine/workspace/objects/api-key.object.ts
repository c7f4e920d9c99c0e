/** A key by which a program acts with a role's rights. Only its hash is kept; `prefix` lets people tell keys apart. */
import { datetime, json, relation, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const apiKey = defineObject({
  name: "apiKey",
  area: "workspace",
  icon: "key",
  title: ["name"],
  fields: {
    name: text({ required: true, search: true, index: true, maxLength: 100 }),
    prefix: text({ readOnly: true, caseSensitive: true, maxLength: 40 }),
    hash: text({ secret: true, readOnly: true, unique: true, caseSensitive: true, maxLength: 200 }),
    role: relation({ to: "role", required: true, index: true }),
    scope: json({ readOnly: true }),
    expiresAt: datetime(),
    lastUsedAt: datetime({ readOnly: true }),
    revokedAt: datetime({ readOnly: true }),
  },
  ownership: { by: "none" },
  list: { columns: ["name", "prefix", "role", "createdAt", "lastUsedAt", "expiresAt"], sort: "name" },
  layout: [{ name: "main", fields: ["name", "prefix", "role", "scope", "expiresAt", "lastUsedAt", "revokedAt"] }],
  internal: true,
  written: "own",
});
