/** A pointer to one user of the workspace. */
import type { FieldType } from "#model/field.ts";
import { likeness } from "../reading/recognition.ts";
import { referenceType } from "../relation/relation.ts";

export const userSettings = {};

const HEADERS = [
  "owner",
  "user",
  "assignee",
  "assigned",
  "salesperson",
  "rep",
  "agent",
  "मालिक",
  "प्रतिनिधि",
  "مالک",
  "نمائندہ",
];

export const user: FieldType = {
  ...referenceType("user", userSettings, () => "user"),
  recognise: (header, samples) => likeness(header, HEADERS, samples, () => true, 0) * 0.7,
};
