/** The PostgreSQL face of all kinds of value, by name. */
import type { FieldDefinition } from "#model/field.ts";
import type { SqlFace } from "./sql-face.ts";
import { address } from "./address/address.sql.ts";
import { autoNumber } from "./auto-number/auto-number.sql.ts";
import { boolean } from "./boolean/boolean.sql.ts";
import { children } from "./children/children.sql.ts";
import { choice } from "./choice/choice.sql.ts";
import { choices } from "./choices/choices.sql.ts";
import { colour } from "./colour/colour.sql.ts";
import { date } from "./date/date.sql.ts";
import { datetime } from "./datetime/datetime.sql.ts";
import { duration } from "./duration/duration.sql.ts";
import { emails } from "./emails/emails.sql.ts";
import { externalId } from "./external-id/external-id.sql.ts";
import { file } from "./file/file.sql.ts";
import { image } from "./image/image.sql.ts";
import { integer } from "./integer/integer.sql.ts";
import { json } from "./json/json.sql.ts";
import { location } from "./location/location.sql.ts";
import { longText } from "./long-text/long-text.sql.ts";
import { money } from "./money/money.sql.ts";
import { number } from "./number/number.sql.ts";
import { percent } from "./percent/percent.sql.ts";
import { personName } from "./person-name/person-name.sql.ts";
import { phones } from "./phones/phones.sql.ts";
import { rating } from "./rating/rating.sql.ts";
import { relation } from "./relation/relation.sql.ts";
import { relations } from "./relations/relations.sql.ts";
import { richText } from "./rich-text/rich-text.sql.ts";
import { signature } from "./signature/signature.sql.ts";
import { tags } from "./tags/tags.sql.ts";
import { text } from "./text/text.sql.ts";
import { url } from "./url/url.sql.ts";
import { user } from "./user/user.sql.ts";

/** Without a prototype, so that no name but a type's finds anything. */
export const sqlFaces: Readonly<Record<string, SqlFace>> = Object.freeze(
  Object.assign(Object.create(null) as Record<string, SqlFace>, {
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

/** The face of a field of the catalogue, which has been checked; an unknown name is a fault in the program. */
export function faceOf(field: FieldDefinition): SqlFace {
  const face = sqlFaces[field.type];
  if (!face) throw new Error(`there is no field type "${field.type}"`);
  return face;
}
