/** The Urdu words of pages that load when they are first opened, as one chunk. */
const files = import.meta.glob<Record<string, string>>(
  "../../messages/{audit,automations,charts,configuration,formulas,hooks,import,insight,jobs,kinds,layouts,merge,modules,pins,rules,server,settings,setup,shape,shortcuts,transfer,types}.ur.json",
  { eager: true, import: "default" },
);
export default Object.assign({}, ...Object.values(files)) as Record<string, string>;
