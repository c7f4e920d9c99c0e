/** All Urdu words as one chunk. */
const files = import.meta.glob<Record<string, string>>("../../messages/*.ur.json", { eager: true, import: "default" });
export default Object.assign({}, ...Object.values(files)) as Record<string, string>;
