/** The way to say a field in a definition: `text({ required: true, search: true })`. Unknown settings do not compile. */
import type { ZodObject, ZodType, input } from "zod";
import type { FieldDefinition, FieldOptions } from "#model/field.ts";
import type { addressSettings } from "./address/address.ts";
import type { autoNumberSettings } from "./auto-number/auto-number.ts";
import type { booleanSettings } from "./boolean/boolean.ts";
import type { childrenSettings } from "./children/children.ts";
import type { choiceSettings } from "./choice/choice.ts";
import type { choicesSettings } from "./choices/choices.ts";
import type { colourSettings } from "./colour/colour.ts";
import type { dateSettings } from "./date/date.ts";
import type { datetimeSettings } from "./datetime/datetime.ts";
import type { durationSettings } from "./duration/duration.ts";
import type { emailsSettings } from "./emails/emails.ts";
import type { externalIdSettings } from "./external-id/external-id.ts";
import type { fileSettings } from "./file/file.ts";
import type { imageSettings } from "./image/image.ts";
import type { integerSettings } from "./integer/integer.ts";
import type { jsonSettings } from "./json/json.ts";
import type { locationSettings } from "./location/location.ts";
import type { longTextSettings } from "./long-text/long-text.ts";
import type { moneySettings } from "./money/money.ts";
import type { numberSettings } from "./number/number.ts";
import type { percentSettings } from "./percent/percent.ts";
import type { personNameSettings } from "./person-name/person-name.ts";
import type { phonesSettings } from "./phones/phones.ts";
import type { ratingSettings } from "./rating/rating.ts";
import type { relationSettings } from "./relation/relation.ts";
import type { relationsSettings } from "./relations/relations.ts";
import type { richTextSettings } from "./rich-text/rich-text.ts";
import type { signatureSettings } from "./signature/signature.ts";
import type { tagsSettings } from "./tags/tags.ts";
import type { textSettings } from "./text/text.ts";
import type { urlSettings } from "./url/url.ts";
import type { userSettings } from "./user/user.ts";

type Said<S extends Record<string, ZodType>> = FieldOptions & (keyof S extends never ? unknown : input<ZodObject<S>>);
/** Settings may be left out altogether where none is required. */
type Arguments<S extends Record<string, ZodType>> =
  Record<never, never> extends Said<S> ? [said?: Said<S>] : [said: Said<S>];

function builder<S extends Record<string, ZodType>>(type: string): (...said: Arguments<S>) => FieldDefinition {
  return (...[said]) => ({ ...(said as FieldOptions | undefined), type });
}

export const text = builder<typeof textSettings>("text");
export const longText = builder<typeof longTextSettings>("longText");
export const url = builder<typeof urlSettings>("url");
export const number = builder<typeof numberSettings>("number");
export const integer = builder<typeof integerSettings>("integer");
export const boolean = builder<typeof booleanSettings>("boolean");
export const date = builder<typeof dateSettings>("date");
export const datetime = builder<typeof datetimeSettings>("datetime");
export const choice = builder<typeof choiceSettings>("choice");
export const choices = builder<typeof choicesSettings>("choices");
export const money = builder<typeof moneySettings>("money");
export const percent = builder<typeof percentSettings>("percent");
export const emails = builder<typeof emailsSettings>("emails");
export const phones = builder<typeof phonesSettings>("phones");
export const address = builder<typeof addressSettings>("address");
export const personName = builder<typeof personNameSettings>("personName");
export const relation = builder<typeof relationSettings>("relation");
export const relations = builder<typeof relationsSettings>("relations");
export const children = builder<typeof childrenSettings>("children");
export const user = builder<typeof userSettings>("user");
export const file = builder<typeof fileSettings>("file");
export const image = builder<typeof imageSettings>("image");
export const tags = builder<typeof tagsSettings>("tags");
export const json = builder<typeof jsonSettings>("json");
export const externalId = builder<typeof externalIdSettings>("externalId");
export const rating = builder<typeof ratingSettings>("rating");
export const colour = builder<typeof colourSettings>("colour");
export const duration = builder<typeof durationSettings>("duration");
export const autoNumber = builder<typeof autoNumberSettings>("autoNumber");
export const richText = builder<typeof richTextSettings>("richText");
export const location = builder<typeof locationSettings>("location");
export const signature = builder<typeof signatureSettings>("signature");
