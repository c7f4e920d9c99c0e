/** What is done with a customer: one family for tasks, calls, meetings, visits, messages, letters and notes. */
import {
  boolean,
  choice,
  date,
  datetime,
  integer,
  longText,
  money,
  relation,
  relations,
  tags,
  text,
} from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

const ACTIVITY_KINDS = ["note", "task", "call", "meeting", "visit", "email", "message", "letter"] as const;

export const activity = defineObject({
  name: "activity",
  plural: "activities",
  area: "activities",
  icon: "notes",
  title: ["subject", "body"],
  fields: {
    kind: choice({ options: [...ACTIVITY_KINDS], required: true, default: "note", index: true }),
    subject: text({ search: true, maxLength: 500 }),
    body: longText(),
    customer: relation({ to: "customer", index: true }),
    company: relation({ to: "company", index: true }),
    contact: relation({ to: "contact", index: true }),
    order: relation({ to: "order", index: true }),
    participants: relations({ to: "contact" }),
    startsAt: datetime({ required: true, default: { now: true }, index: true }),
    endsAt: datetime(),
    dueOn: date({ index: true }),
    done: boolean({ index: true }),
    outcome: choice({
      options: ["reached", "noAnswer", "leftMessage", "agreed", "declined", "postponed", "other"],
      index: true,
    }),
    minutesSpent: integer({ min: 0, max: 100_000 }),
    cost: money(),
    nextTouchOn: date({ index: true }),
    tags: tags(),
  },
  ownership: { by: "owner" },
  list: {
    columns: ["kind", "subject", "customer", "contact", "startsAt", "dueOn", "done", "outcome", "owner"],
    sort: "-startsAt",
  },
  layout: [
    {
      name: "main",
      fields: ["kind", "subject", "body", "customer", "contact", "company", "order", "participants", "owner", "team"],
    },
    { name: "time", fields: ["startsAt", "endsAt", "dueOn", "done", "outcome", "nextTouchOn"] },
    { name: "cost", fields: ["minutesSpent", "cost", "tags"] },
  ],
  create: ["kind", "subject", "body", "customer", "contact", "startsAt", "dueOn"],
  aboutOwn: true,
  timeline: { subjects: ["customer", "company", "contact", "order", "participants"], at: "startsAt" },
});
