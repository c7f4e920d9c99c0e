/** A company one does business with. Where there is one, it is the customer. */
import {
  address,
  date,
  emails,
  externalId,
  image,
  longText,
  phones,
  relation,
  tags,
  text,
  url,
} from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const company = defineObject({
  name: "company",
  area: "customers",
  icon: "building",
  title: ["name", "legalName", "number"],
  fields: {
    name: text({ search: true, index: true, sounds: true, maxLength: 300 }),
    number: text({ unique: true, search: true, index: true, maxLength: 100 }),
    legalName: text({ search: true, sounds: true, maxLength: 300 }),
    industry: text({ index: true, maxLength: 200 }),
    website: url(),
    emails: emails({ search: true }),
    phones: phones({ search: true }),
    address: address({ index: true }),
    parent: relation({ to: "company" }),
    taxNumber: text({ search: true, maxLength: 100 }),
    nextTouchOn: date({ index: true }),
    tags: tags(),
    logo: image(),
    notes: longText(),
    externalId: externalId({ unique: true }),
  },
  ownership: { by: "owner" },
  list: { columns: ["name", "number", "industry", "address", "phones", "nextTouchOn", "owner"], sort: "name" },
  layout: [
    {
      name: "main",
      fields: ["name", "number", "legalName", "industry", "parent", "tags", "owner", "team", "nextTouchOn"],
    },
    { name: "reach", fields: ["emails", "phones", "website", "address"] },
    { name: "more", fields: ["taxNumber", "externalId", "logo", "notes"] },
  ],
  create: ["name", "number", "phones", "emails", "address", "industry", "owner"],
  timeline: { subjects: ["self"], at: "createdAt" },
});
