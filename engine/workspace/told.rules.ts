/** Whatever of the settings changes, every process and every open browser looks anew at what there is. */
import { defineRules, type Rule } from "../records/rules.ts";
import { tellOfShape } from "./custom/one-at-a-time.ts";

const toldOf: Rule = {
  on: ["create", "update", "delete", "restore", "purge"],
  after: async (ctx, changes) => {
    if (changes[0]?.object.definition.governedBy === "settings") await tellOfShape(ctx);
  },
};

export const toldRules = defineRules("*", toldOf);
