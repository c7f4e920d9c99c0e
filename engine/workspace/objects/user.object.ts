/** Someone who works in this workspace. The password and the sessions are kept by identity, under `authId`. */
import { choice, datetime, image, json, relation, relations, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const user = defineObject({
  name: "user",
  area: "workspace",
  icon: "user-circle",
  title: ["name", "email"],
  fields: {
    name: text({ required: true, search: true, index: true, sounds: true, maxLength: 200, personal: true }),
    email: text({ required: true, unique: true, search: true, maxLength: 320, personal: true }),
    authId: text({ secret: true, readOnly: true, unique: true, caseSensitive: true, maxLength: 100 }),
    role: relation({ to: "role", required: true, index: true }),
    teams: relations({ to: "team" }),
    status: choice({ options: ["active", "suspended"], required: true, default: "active", index: true }),
    language: choice({ options: ["en", "hi", "ur"] }),
    theme: choice({ options: ["auto", "light", "dark"] }),
    timeZone: text({ maxLength: 64 }),
    pins: json({ secret: true }),
    photo: image({ personal: true }),
    lastSeenAt: datetime({ readOnly: true }),
  },
  ownership: { by: "none" },
  list: { columns: ["name", "email", "role", "teams", "status", "lastSeenAt"], sort: "name" },
  layout: [
    { name: "main", fields: ["name", "email", "role", "teams", "status"] },
    { name: "more", fields: ["language", "theme", "timeZone", "photo", "lastSeenAt"] },
  ],
  internal: true,
});
