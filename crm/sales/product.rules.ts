/** A product can be named. */
import { defineRules, eachChange } from "#engine/records/rules.ts";

export const productRules = defineRules(
  "product",
  eachChange(["create", "update"], (change) => {
    if (change.value("name") === null && change.value("code") === null)
      change.refuse("name", "A product needs a name or a code.", "sales.needsNameOrCode");
  }),
);
