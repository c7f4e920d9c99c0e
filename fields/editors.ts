/** The named registry of editors, by field type; it loads after the views. */
import { editing as address } from "./address/address.editor.tsx";
import { editing as boolean } from "./boolean/boolean.editor.tsx";
import { editing as choice } from "./choice/choice.editor.tsx";
import { editing as choices } from "./choices/choices.editor.tsx";
import { editing as colour } from "./colour/colour.editor.tsx";
import { editing as date } from "./date/date.editor.tsx";
import { editing as datetime } from "./datetime/datetime.editor.tsx";
import { editing as duration } from "./duration/duration.editor.tsx";
import { editing as emails } from "./emails/emails.editor.tsx";
import { editing as file } from "./file/file.editor.tsx";
import { editing as image } from "./image/image.editor.tsx";
import { editing as integer } from "./integer/integer.editor.tsx";
import { editing as location } from "./location/location.editor.tsx";
import { editing as longText } from "./long-text/long-text.editor.tsx";
import { editing as money } from "./money/money.editor.tsx";
import { editing as number } from "./number/number.editor.tsx";
import { editing as percent } from "./percent/percent.editor.tsx";
import { editing as personName } from "./person-name/person-name.editor.tsx";
import { editing as phones } from "./phones/phones.editor.tsx";
import { editing as rating } from "./rating/rating.editor.tsx";
import { editing as relation } from "./relation/relation.editor.tsx";
import { editing as relations } from "./relations/relations.editor.tsx";
import { editing as richText } from "./rich-text/rich-text.editor.tsx";
import { editing as signature } from "./signature/signature.editor.tsx";
import { editing as text } from "./text/text.editor.tsx";
import { editing as url } from "./url/url.editor.tsx";
import type { FieldEditing } from "./view.ts";

export const EDITORS: Record<string, FieldEditing> = {
  address,
  boolean,
  choice,
  choices,
  colour,
  date,
  datetime,
  duration,
  emails,
  file,
  image,
  integer,
  longText,
  money,
  number,
  percent,
  personName,
  phones,
  rating,
  relation,
  relations,
  richText,
  signature,
  location,
  text,
  url,
};
