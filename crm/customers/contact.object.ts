/** A person: someone at a company, or, without one, a customer in their own right. */
import {
  address,
  choice,
  date,
  emails,
  externalId,
  image,
  longText,
  personName,
  phones,
  relation,
  tags,
  text,
} from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const contact = defineObject({
  name: "contact",
  area: "customers",
  icon: "user",
  title: ["name", "number", "emails", "phones"],
  fields: {
    name: personName({ search: true, index: true, personal: true }),
    number: text({ unique: true, search: true, index: true, maxLength: 100 }),
    company: relation({ to: "company", index: true }),
    jobTitle: text({ maxLength: 200, personal: true }),
    emails: emails({ search: true, personal: true }),
    phones: phones({ search: true, personal: true }),
    address: address({ index: true, personal: true }),
    birthday: date({ personal: true }),
    language: choice({ options: ["en", "hi", "ur", "other"] }),
    nextTouchOn: date({ index: true }),
    tags: tags(),
    photo: image({ personal: true }),
    notes: longText({ personal: true }),
    externalId: externalId({ unique: true }),
  },
  ownership: { by: "owner" },
  list: { columns: ["name", "company", "jobTitle", "emails", "phones", "nextTouchOn", "owner"], sort: "name" },
  layout: [
    { name: "main", fields: ["name", "company", "jobTitle", "number", "tags", "owner", "team", "nextTouchOn"] },
    { name: "reach", fields: ["emails", "phones", "address", "language"] },
    { name: "more", fields: ["birthday", "externalId", "photo", "notes"] },
  ],
  create: ["name", "company", "jobTitle", "phones", "emails", "owner"],
  timeline: { subjects: ["self", "company"], at: "createdAt" },
});
