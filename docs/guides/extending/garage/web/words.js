/** The words of the pages, in the three languages. */
export const WORDS = {
  none: { en: "Nothing is due", hi: "कुछ बाकी नहीं है", ur: "کچھ واجب نہیں" },
  due: { en: "due on", hi: "नियत तारीख", ur: "تاریخ" },
  within: { en: "Due within", hi: "इतने दिनों में", ur: "اتنے دنوں میں" },
  days: { en: "days", hi: "दिन", ur: "دن" },
};

/** @param {string} name @param {Record<string, string>} [more] */
export function element(name, more = {}) {
  return Object.assign(document.createElement(name), more);
}
