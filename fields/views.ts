/** The named registry of screen faces, by field type. */
import { view as address } from "./address/address.view.tsx";
import { view as autoNumber } from "./auto-number/auto-number.view.tsx";
import { view as boolean } from "./boolean/boolean.view.tsx";
import { view as children } from "./children/children.view.tsx";
import { view as choice } from "./choice/choice.view.tsx";
import { view as choices } from "./choices/choices.view.tsx";
import { view as colour } from "./colour/colour.view.tsx";
import { view as date } from "./date/date.view.tsx";
import { view as datetime } from "./datetime/datetime.view.tsx";
import { view as duration } from "./duration/duration.view.tsx";
import { view as emails } from "./emails/emails.view.tsx";
import { view as externalId } from "./external-id/external-id.view.tsx";
import { view as file } from "./file/file.view.tsx";
import { view as image } from "./image/image.view.tsx";
import { view as integer } from "./integer/integer.view.tsx";
import { view as json } from "./json/json.view.tsx";
import { view as location } from "./location/location.view.tsx";
import { view as longText } from "./long-text/long-text.view.tsx";
import { view as money } from "./money/money.view.tsx";
import { view as number } from "./number/number.view.tsx";
import { view as percent } from "./percent/percent.view.tsx";
import { view as personName } from "./person-name/person-name.view.tsx";
import { view as phones } from "./phones/phones.view.tsx";
import { view as rating } from "./rating/rating.view.tsx";
import { view as relation } from "./relation/relation.view.tsx";
import { view as relations } from "./relations/relations.view.tsx";
import { view as richText } from "./rich-text/rich-text.view.tsx";
import { view as signature } from "./signature/signature.view.tsx";
import { view as tags } from "./tags/tags.view.tsx";
import { view as text } from "./text/text.view.tsx";
import { view as url } from "./url/url.view.tsx";
import { view as user } from "./user/user.view.tsx";
import type { FieldView } from "./view.ts";

const VIEWS: Record<string, FieldView> = {
  address,
  autoNumber,
  boolean,
  children,
  choice,
  choices,
  colour,
  date,
  datetime,
  duration,
  emails,
  externalId,
  file,
  image,
  integer,
  json,
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
  tags,
  text,
  url,
  user,
};

/** The view of a field type; a type without one is shown as its JSON. */
export const viewOf = (type: string): FieldView => VIEWS[type] ?? json;
