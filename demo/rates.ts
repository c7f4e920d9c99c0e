/** Exchange rates of the sample company: one unit in US dollars, changed every quarter, drifting as such currencies do. */
import { InvalidInput } from "#model/errors.ts";

/** Worth of one unit in US dollars today, and the share it lost each year before. */
const WORTH: Record<string, { dollars: number; loss: number }> = {
  PKR: { dollars: 1 / 281, loss: 0.06 },
  INR: { dollars: 1 / 87, loss: 0.03 },
  GBP: { dollars: 1.31, loss: -0.01 },
  USD: { dollars: 1, loss: 0 },
  EUR: { dollars: 1.12, loss: -0.01 },
  AED: { dollars: 1 / 3.6725, loss: 0 },
  SAR: { dollars: 1 / 3.75, loss: 0 },
  BDT: { dollars: 1 / 121, loss: 0.05 },
  LKR: { dollars: 1 / 299, loss: 0.02 },
  NPR: { dollars: 1 / 139, loss: 0.03 },
};

/** A currency that the sample company can keep its books in. */
const BOOK_CURRENCIES = Object.keys(WORTH);

const quarter = (time: number): number => {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - (date.getUTCMonth() % 3), 1);
};

/** US dollars for one unit, as it stood in the quarter of `time`; `today` anchors the drift. */
export function dollars(currency: string, time: number, today: number): number {
  const worth = WORTH[currency];
  if (!worth)
    throw new InvalidInput([
      {
        path: "baseCurrency",
        message: `The sample company keeps its books in ${BOOK_CURRENCIES.join(", ")}, not in ${currency}.`,
      },
    ]);
  const years = (quarter(today) - quarter(time)) / (365.25 * 86_400_000);
  const wobble = 1 + 0.015 * Math.sin(quarter(time) / 9e9 + currency.charCodeAt(0));
  return worth.dollars * (1 + worth.loss * years) * wobble;
}

export interface DatedRate {
  currency: string;
  rate: string;
  validFrom: string;
}

/** The rates of the markets' currencies to `base`, from the quarter of `from` to that of `today`. */
export function datedRates(base: string, currencies: string[], from: number, today: number): DatedRate[] {
  const rates: DatedRate[] = [];
  for (let time = quarter(from); time <= today; time = quarter(time + 100 * 86_400_000)) {
    for (const currency of currencies) {
      if (currency === base) continue;
      rates.push({
        currency,
        rate: (dollars(currency, time, today) / dollars(base, time, today)).toPrecision(7),
        validFrom: new Date(time).toISOString().slice(0, 10),
      });
    }
  }
  return rates.map((rate) => ({ ...rate, rate: String(Number(rate.rate)) }));
}
