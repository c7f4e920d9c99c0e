/** One step of a plan: what is done with what, and of what is changed its parts that differ. */
import { Badge, Code, Group, Text } from "@mantine/core";
import { isObject, plainText } from "#model/json.ts";
import { planTitle } from "#model/plan-title.ts";
import { rightsSchema } from "#model/rights.ts";
import { OwnText } from "#ui/own-text.tsx";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import type { Planned } from "./configuration.queries.ts";
import { useTitleWords, type Named } from "./plan-words.ts";
import { FromTo, RightsChanges } from "./RightsChanges.tsx";

const COLOUR = { create: "teal", change: "blue", restore: "violet", retire: "orange" } as const;

/** Programs know them by a name of their own. */
const NAMED = new Set(["customObject", "customField", "recordType"]);

export function PlanStep({ step: planned, named }: { step: Planned; named: Named }) {
  const { t } = useTranslation();
  const { step, object, changes, loses, about } = planned;
  const title = planTitle(planned, useTitleWords(named));
  const what = object === "workspace" ? t("settings.company") : t(`object.${object}`);
  return (
    <li>
      <Group gap="xs" wrap="nowrap" align="baseline">
        <Badge color={COLOUR[step]} variant="light" c="var(--ink)" tt="none" className="plan-sign">
          {t(`configuration.step.${step}`)}
        </Badge>
        <span>
          <Text span c="dimmed" size="sm">
            {what}{" "}
          </Text>
          {object !== "workspace" && <bdi>{title}</bdi>}{" "}
          {NAMED.has(object) && about && <Code dir="ltr">{plainText(about["name"] ?? null)}</Code>}
        </span>
      </Group>
      {loses !== null && loses > 0 && (
        <Text size="sm" c="orange.8" className="plan-more">
          {t("configuration.loses", { count: loses })}
        </Text>
      )}
      {step === "change" && <Changes object={object} changes={changes} named={named} />}
    </li>
  );
}

function Changes({ object, changes, named }: Pick<Planned, "object" | "changes"> & { named: Named }) {
  const isRights = ({ field }: Planned["changes"][number]): boolean => object === "role" && field === "rights";
  const rights = changes.find(isRights);
  const [from, to] = [rightsSchema.safeParse(rights?.from), rightsSchema.safeParse(rights?.to)];
  const worded = from.success && to.success;
  const others = changes.filter((change) => !worded || !isRights(change)).flatMap(differing);
  return (
    <>
      {worded && <RightsChanges from={from.data} to={to.data} named={named} />}
      {others.length > 0 && (
        <dl className="plan-more">
          {others.map((change) => (
            <div key={change.field}>
              <dt>
                <Place object={object} path={change.field} />
              </dt>
              <dd>
                <FromTo
                  from={<Code dir="ltr">{shown(change.from)}</Code>}
                  to={<Code dir="ltr">{shown(change.to)}</Code>}
                />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** A field by its word, and the place within it as files have it. */
function Place({ object, path }: { object: string; path: string }) {
  const words = useWords();
  const [field = "", ...within] = path.split(".");
  return (
    <>
      <OwnText>{object === "workspace" ? field : words.field(object, field)}</OwnText>
      {within.length > 0 && (
        <>
          {" "}
          <span dir="ltr">{within.join(".")}</span>
        </>
      )}
    </>
  );
}

/** Of values with parts, the parts that differ: `rights.objects.order.read`. */
function differing({ field, from, to }: Planned["changes"][number]): Planned["changes"] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (!isObject(from) || !isObject(to)) return [{ field, from, to }];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((part) =>
    differing({ field: `${field}.${part}`, from: from[part] ?? null, to: to[part] ?? null }),
  );
}

const LONGEST = 300;

function shown(value: unknown): string {
  if (value === null) return "–";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
