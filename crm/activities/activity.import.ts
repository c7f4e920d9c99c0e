/** What columns about activities are called: tasks, calls, meetings, notes of other systems. */
import type { ColumnNames } from "#engine/transfer/preset.ts";

export const activityNames: ColumnNames = {
  object: "activity",
  marks: ["Activity - ", "Task - ", "Note - ", "Call - "],
  fields: {
    kind: ["Activity Type", "Task Type", "Type", "गतिविधि का प्रकार", "سرگرمی کی قسم"],
    subject: ["Subject", "Task Title", "Call Title", "Meeting Subject", "Summary", "Activity Subject", "विषय", "موضوع"],
    body: [
      "Note",
      "Note Content",
      "Note body",
      "Call notes",
      "Comments",
      "Full Comments",
      "Content",
      "Description",
      "नोट",
      "نوٹ",
    ],
    customer: ["Customer", "Customer Number"],
    company: ["Company", "Account", "Company / Account", "Organization", "Account Name", "Related To", "कंपनी", "کمپنی"],
    contact: ["Contact", "Contact Name", "Person", "Contact person", "संपर्क", "رابطہ"],
    startsAt: [
      "Date",
      "Start",
      "Start Date",
      "Start Time",
      "Activity Date",
      "ActivityDate",
      "StartDateTime",
      "Call Start Time",
      "From",
      "तारीख",
      "تاریخ",
    ],
    endsAt: ["End", "End Date", "End Time", "EndDateTime", "To"],
    dueOn: ["Due Date", "Due Date Only", "Due", "नियत तिथि", "آخری تاریخ"],
    done: ["Done", "Task", "Completed", "IsClosed", "पूर्ण", "مکمل"],
    outcome: ["Call outcome", "Call Result", "Outcome"],
    tags: ["Tags"],
  },
};
