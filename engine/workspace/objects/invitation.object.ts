/** A place kept for someone: the link carries the token, the table only its hash. */
import { datetime, relation, relations, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const invitation = defineObject({
  name: "invitation",
  area: "workspace",
  icon: "mail-forward",
  title: ["email"],
  fields: {
    email: text({ required: true, search: true, index: true, maxLength: 320, personal: true }),
    role: relation({ to: "role", required: true }),
    teams: relations({ to: "team" }),
    tokenHash: text({ secret: true, readOnly: true, unique: true, caseSensitive: true, maxLength: 200 }),
    expiresAt: datetime({ required: true, index: true }),
    acceptedAt: datetime({ readOnly: true }),
    acceptedBy: relation({ to: "user", readOnly: true }),
  },
  ownership: { by: "none" },
  list: { columns: ["email", "role", "teams", "createdAt", "expiresAt", "acceptedAt"], sort: "-createdAt" },
  layout: [{ name: "main", fields: ["email", "role", "teams", "expiresAt", "acceptedAt", "acceptedBy"] }],
  internal: true,
  written: "own",
});
