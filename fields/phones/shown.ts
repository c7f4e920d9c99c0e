/** How a phone number is written: as one dials it at home, with the country before it elsewhere. */
import { parsePhoneNumberFromString } from "libphonenumber-js/min";

const written = new Map<string, string>();

/** `+923001234567` → `0300 1234567` in PK, `+92 300 1234567` elsewhere; what is no known number stays as it is. */
export function shownPhone(value: string, country: string): string {
  const key = `${country} ${value}`;
  let shown = written.get(key);
  if (shown === undefined) {
    const phone = parsePhoneNumberFromString(value);
    shown = phone ? (phone.country === country ? phone.formatNational() : phone.formatInternational()) : value;
    written.set(key, shown);
  }
  return shown;
}
