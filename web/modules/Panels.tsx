/** What modules show on a record's page, below what is connected with it. */
import type { RecordJson } from "#model/json.ts";
import { useMeta, type MetaObject } from "../api/meta.ts";
import { ownWord } from "../language/own-words.ts";
import classes from "../records/page/Record.module.css";
import { ModuleView } from "./ModuleView.tsx";

export interface PanelsProps {
  object: MetaObject;
  record: RecordJson;
}

export function Panels({ object, record }: PanelsProps) {
  return useMeta()
    .panels.filter((panel) => panel.object === object.name)
    .map((panel) => (
      <section key={panel.url} className={classes.panel} aria-label={ownWord(panel.label) ?? panel.name}>
        <div className={classes.panelHead}>
          <h2 className={classes.panelTitle}>{ownWord(panel.label) ?? panel.name}</h2>
        </div>
        <div className="module-panel">
          <ModuleView screen={panel} object={object.name} value={record} />
        </div>
      </section>
    ));
}
