/** Makes invoice lines with the traps of real files: cancellations, fees, no customer, free goods, contradictions, repeats. */

export const HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

/** A small steady generator, so that every run sees the same file. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Made {
  csv: string;
  lines: number;
  orders: number;
}

/** `orders` invoices of one to twelve lines; every seventh has no customer, every tenth is a cancellation. */
export function invoices(orders: number, seed = 1): Made {
  const random = randomOf(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const rows = [HEADER];
  for (let index = 0; index < orders; index += 1) {
    const cancelled = index % 10 === 9;
    const number = `${cancelled ? "C" : ""}${540000 + index}`;
    const customer = index % 7 === 6 ? "" : String(12000 + pick(200));
    const at = new Date(Date.UTC(2011, 0, 3, 8) + index * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
    const count = 1 + pick(12);
    for (let line = 0; line < count; line += 1) {
      const product = pick(300);
      const code = `${21000 + product}${product % 5 === 0 ? "a" : product % 5 === 1 ? "A" : ""}`;
      const price = product % 40 === 0 ? "0" : (0.39 + product / 20).toFixed(2);
      rows.push(
        [
          number,
          code,
          `"GOODS ${product}, ""FINE"""`,
          (cancelled ? -1 : 1) * (1 + pick(12)),
          at,
          price,
          customer,
          customer === "12001" && index % 2 ? "France" : "United Kingdom",
        ].join(","),
      );
    }
    if (index % 25 === 0 && !cancelled)
      rows.push([number, "POST", "POSTAGE", 1, at, "18.00", customer, "United Kingdom"].join(","));
  }
  return { csv: `${rows.join("\r\n")}\r\n`, lines: rows.length - 1, orders };
}

/** The traps, each once, with what they should come to. */
export const TRAPS = `${HEADER}
536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
536365,85123a,white heart small,2,2010-12-01 08:27:00,1.105,17850,United Kingdom
C536379,D,Discount,-1,2010-12-01 09:41:00,27.50,14527,United Kingdom
C536380,85123A,WHITE HANGING HEART,-6,2010-12-02 09:00:00,2.55,17850,United Kingdom
536370,POST,POSTAGE,3,2010-12-01 08:45:00,18.00,12583,France
536370,22728,ALARM CLOCK,24,2010-12-01 08:45:00,3.75,12583,France
536414,22139,,56,2010-12-01 11:52:00,0.00,,United Kingdom
536589,21777,,-10,2010-12-01 16:50:00,0.00,,United Kingdom
A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,11062.06,,United Kingdom
A563186,B,Adjust bad debt,1,2011-08-12 14:51:00,-11062.06,,United Kingdom
550000,22728,ALARM CLOCK RED,1,2011-04-13 09:00:00,3.75,12583,EIRE
550001,22728,ALARM CLOCK,1,2011-04-14 09:00:00,3.75,12583,Channel Islands
`;
