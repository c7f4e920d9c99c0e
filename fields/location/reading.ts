/** Reading a place on earth from a text, and how far two are apart, without the rest of the type, so that screens need not load that. */
import { asciiDigits } from "#model/folding.ts";

/** WGS 84, in degrees; north and east are positive. At most six decimals, some 11 cm. */
export interface Place {
  latitude: number;
  longitude: number;
}

/** Rounded, and within the globe; undefined where it is not. */
export function placeOf(latitude: number, longitude: number): Place | undefined {
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return undefined;
  const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6 + 0;
  return { latitude: rounded(latitude), longitude: rounded(longitude) };
}

/** `28.61, 77.20`, also with hemispheres behind or before them. */
const DECIMAL =
  /^([NS])?\s*([+-]?\d{1,3}(?:\.\d{1,15})?)\s*°?\s*([NS])?\s*[,;\s]\s*([EW])?\s*([+-]?\d{1,3}(?:\.\d{1,15})?)\s*°?\s*([EW])?$/i;
/** `28°36'36"N 77°12'0"E` */
const ONE = String.raw`(\d{1,3})\s*[°º]\s*(?:([0-5]?\d(?:\.\d{1,6})?)\s*['′’]\s*)?(?:([0-5]?\d(?:\.\d{1,6})?)\s*(?:["″”]|'')\s*)?`;
const SEXAGESIMAL = new RegExp(String.raw`^${ONE}([NS])\s*[,;\s]?\s*${ONE}([EW])$`, "i");
/** RFC 5870; altitude and uncertainty are left out, another reference system is refused. */
const GEO =
  /^geo:([+-]?\d{1,3}(?:\.\d{1,15})?),([+-]?\d{1,3}(?:\.\d{1,15})?)(?:,-?\d+(?:\.\d+)?)?((?:;[a-z0-9-]+(?:=[^;]*)?)*)$/i;

export function readPlace(input: string): Place | undefined {
  if (input.length > 100) return undefined;
  const text = asciiDigits(input).replaceAll("−", "-").replaceAll("،", ",").trim();
  const geo = GEO.exec(text);
  if (geo) return /;crs=(?!wgs84(?:;|$))/i.test(geo[3]!) ? undefined : placeOf(Number(geo[1]), Number(geo[2]));
  const decimal = DECIMAL.exec(text);
  if (decimal) {
    const [, before, latitude, behind, east, longitude, eastBehind] = decimal;
    return placeOf(signed(latitude!, before ?? behind, "S"), signed(longitude!, east ?? eastBehind, "W"));
  }
  const dms = SEXAGESIMAL.exec(text);
  if (!dms) return undefined;
  return placeOf(
    degrees(dms.slice(1, 4)) * (/s/i.test(dms[4]!) ? -1 : 1),
    degrees(dms.slice(5, 8)) * (/w/i.test(dms[8]!) ? -1 : 1),
  );
}

const degrees = ([whole, minutes, seconds]: (string | undefined)[]): number =>
  Number(whole) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600;

/** A sign and a hemisphere together say nothing. */
function signed(number: string, hemisphere: string | undefined, negative: string): number {
  if (hemisphere !== undefined && /^[+-]/.test(number)) return Number.NaN;
  return Number(number) * (hemisphere?.toUpperCase() === negative ? -1 : 1);
}

const written = (degree: number): string => (degree === 0 ? "0" : degree.toFixed(6).replace(/\.?0+$/, ""));

export const placeText = ({ latitude, longitude }: Place): string => `${written(latitude)}, ${written(longitude)}`;

/** Mean radius of the earth R1 in metres (IUGG, GRS 80). */
export const EARTH = 6_371_008.8;

const radians = (degree: number): number => (degree * Math.PI) / 180;

/** Metres on the great circle by the haversine (R. W. Sinnott, Sky & Telescope 68, 1984, p. 159); on the true ellipsoid up to 0.5 % else. */
export function metresBetween(one: Place, other: Place): number {
  const latitude = Math.sin(radians(other.latitude - one.latitude) / 2);
  const longitude = Math.sin(radians(other.longitude - one.longitude) / 2);
  const h =
    latitude * latitude + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * longitude * longitude;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
}
