/** All kinds of value, by name: the registry that the catalogue, the engine and the screens ask. */
import type { FieldType } from "#model/field.ts";
import { address } from "./address/address.ts";
import { autoNumber } from "./auto-number/auto-number.ts";
import { boolean } from "./boolean/boolean.ts";
import { children } from "./children/children.ts";
import { choice } from "./choice/choice.ts";
import { choices } from "./choices/choices.ts";
import { colour } from "./colour/colour.ts";
import { date } from "./date/date.ts";
import { datetime } from "./datetime/datetime.ts";
import { duration } from "./duration/duration.ts";
import { emails } from "./emails/emails.ts";
import { externalId } from "./external-id/external-id.ts";
import { file } from "./file/file.ts";
import { image } from "./image/image.ts";
import { integer } from "./integer/integer.ts";
import { json } from "./json/json.ts";
import { location } from "./location/location.ts";
import { longText } from "./long-text/long-text.ts";
import { money } from "./money/money.ts";
import { number } from "./number/number.ts";
import { percent } from "./percent/percent.ts";
import { personName } from "./person-name/person-name.ts";
import { phones } from "./phones/phones.ts";
import { rating } from "./rating/rating.ts";
import { relation } from "./relation/relation.ts";
import { relations } from "./relations/relations.ts";
import { richText } from "./rich-text/rich-text.ts";
import { signature } from "./signature/signature.ts";
import { tags } from "./tags/tags.ts";
import { text } from "./text/text.ts";
import { url } from "./url/url.ts";
import { user } from "./user/user.ts";

/** Without a prototype, so that no name but a type's finds anything. */
export const fieldTypes: Readonly<Record<string, FieldType>> = Object.freeze(
  Object.assign(Object.create(null) as Record<string, FieldType>, {
    text,
    longText,
    url,
    number,
    integer,
    boolean,
    date,
    datetime,
    choice,
    choices,
    money,
    percent,
    emails,
    phones,
    address,
    personName,
    relation,
    relations,
    children,
    user,
    file,
    image,
    tags,
    json,
    externalId,
    rating,
    colour,
    duration,
    autoNumber,
    richText,
    signature,
    location,
  }),
);
