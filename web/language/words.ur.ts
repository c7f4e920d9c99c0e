/** The Urdu words of lists and of what stands around every page, as one chunk: all but those of `more.ur.ts`. */
const files = import.meta.glob<Record<string, string>>(
  [
    "../../messages/*.ur.json",
    "!../../messages/{audit,automations,charts,configuration,formulas,hooks,import,insight,jobs,kinds,layouts,merge,modules,pins,rules,server,settings,setup,shape,shortcuts,transfer,types}.ur.json",
  ],
  { eager: true, import: "default" },
);
export default Object.assign({}, ...Object.values(files)) as Record<string, string>;
