/** A suppression says whom it is about, with the address in the form by which messages will look for it. */
import { fieldTypes } from "#fields/index.ts";
import type { Context } from "#engine/context.ts";
import type { Change } from "#engine/records/change.ts";
import { defineRules } from "#engine/records/rules.ts";
import { isObject, type Json } from "#model/json.ts";

const BY_PHONE = ["phone", "sms", "whatsapp"];

/** Reads the address as the type that the channel needs: the first value of a list of e-mails or phones. */
function readAs(type: "emails" | "phones", ctx: Context, address: string): string | undefined {
  const parsed = fieldTypes[type]!.parse(address, { type }, ctx.workspace.settings);
  const first: Json = "value" in parsed && Array.isArray(parsed.value) ? (parsed.value[0] ?? null) : null;
  return isObject(first) && typeof first["value"] === "string" ? first["value"] : undefined;
}

function normalise(ctx: Context, change: Change): void {
  const address = change.value("address");
  if (typeof address !== "string") return;
  const channel = change.value("channel") as string;
  if (address.includes("@") || channel === "email") {
    const email = readAs("emails", ctx, address);
    if (email === undefined) change.refuse("address", "This is no e-mail address.", "marketing.suppressionNoEmail");
    else change.set("address", email.toLowerCase());
  } else if (BY_PHONE.includes(channel) || /^[+(]?[\p{Nd}][\p{Nd}\s()./-]{5,}$/u.test(address)) {
    const phone = readAs("phones", ctx, address);
    if (phone !== undefined) change.set("address", phone);
    else if (BY_PHONE.includes(channel))
      change.refuse("address", "This is no phone number.", "marketing.suppressionNoPhone");
  }
}

export const suppressionRules = defineRules("suppression", {
  on: ["create", "update"],
  before(ctx, changes) {
    for (const change of changes) {
      if (["address", "contact", "company"].every((field) => change.value(field) === null)) {
        change.refuse("address", "Say whom: an address, a contact or a company.", "marketing.suppressionNeedsSubject");
      }
      if (change.kind === "create" || change.changes("address") || change.changes("channel")) normalise(ctx, change);
    }
  },
});
