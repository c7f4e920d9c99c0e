/** What becomes of a role's rights, in the words of the screen of rights: by object, by field, by doing. */
import { Code } from "@mantine/core";
import type { ReactNode } from "react";
import type { Filter } from "#model/filter.ts";
import { rightsChanges, type RightsChange } from "#model/rights-changes.ts";
import { STANDARD, type Rights, type Scope } from "#model/rights.ts";
import { OwnText } from "#ui/own-text.tsx";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { FilterText } from "#web/records/filter/FilterText.tsx";
import type { Named } from "./plan-words.ts";

export function RightsChanges({ from, to, named }: { from: Rights; to: Rights; named: Named }) {
  const { t } = useTranslation();
  const { objects, capabilities } = rightsChanges(from, to);
  return (
    <dl className="plan-more">
      {objects.map(({ object, changes }) => (
        <div key={object}>
          <dt>
            <OwnText>{object === STANDARD ? t("settings.allOthers") : named(object)}</OwnText>
          </dt>
          {changes.map((change) => (
            <dd key={`${change.kind} ${"right" in change ? change.right : "field" in change ? change.field : ""}`}>
              <Change object={object} change={change} named={named} />
            </dd>
          ))}
        </div>
      ))}
      {capabilities.length > 0 && (
        <div>
          <dt>{t("settings.capabilities")}</dt>
          {capabilities.map(({ capability, to: has }) => (
            <dd key={capability}>
              {t(`settings.capability.${capability}`)}:{" "}
              <FromTo
                from={t(has ? "value.no" : "value.yes")}
                to={<strong>{t(has ? "value.yes" : "value.no")}</strong>}
              />
            </dd>
          ))}
        </div>
      )}
    </dl>
  );
}

function Change({ object, change, named }: { object: string; change: RightsChange; named: Named }) {
  const { t } = useTranslation();
  if (change.kind === "follows") return t(change.to ? "settings.followStandard" : "configuration.ownRights");
  const what = change.kind === "field" ? named(object, change.field) : t(`settings.right.${change.right}`);
  const state = (which: "from" | "to"): ReactNode =>
    change.kind === "field" ? (
      t(`settings.access.${change[which]}`)
    ) : (
      <Allowed object={object} allowed={change[which]} />
    );
  return (
    <>
      <bdi>{what}</bdi>: <FromTo from={state("from")} to={<strong>{state("to")}</strong>} />
    </>
  );
}

export function FromTo({ from, to }: { from: ReactNode; to: ReactNode }) {
  return (
    <>
      <bdi>{from}</bdi>{" "}
      <span className="icon-pointing plan-arrow" aria-hidden>
        →
      </span>{" "}
      <bdi>{to}</bdi>
    </>
  );
}

/** For which records, or whether at all. */
function Allowed({ object, allowed }: { object: string; allowed: Scope | boolean }) {
  const { t } = useTranslation();
  if (typeof allowed === "boolean") return t(allowed ? "value.yes" : "value.no");
  if (typeof allowed === "string") return t(`settings.scope.${allowed}`);
  return (
    <>
      {t("settings.scope.filter")} (<Picked object={object} filter={allowed.filter} />)
    </>
  );
}

/** Files call teams and people by their names, which the words of a filter do not know. */
const NAMES_SOMEBODY = /"@[A-Za-z_]\w*:/;

function Picked({ object: name, filter }: { object: string; filter: Filter }) {
  const object = objectByName(useMeta(), name);
  const said = JSON.stringify(filter);
  if (object && !NAMES_SOMEBODY.test(said)) return <FilterText object={object} node={filter} />;
  return <Code dir="ltr">{said}</Code>;
}
