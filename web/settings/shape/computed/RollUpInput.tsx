/** Saying what is counted or summed of the records that point at this object. */
import { Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import type { Filter } from "#model/filter.ts";
import { ANCHORS, type Anchor } from "#model/relative-date.ts";
import { AGGREGATES, type Aggregate, type Reach } from "#model/rollup.ts";
import { fieldOf, objectByName, useMeta, type MetaField, type MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { FilterBar } from "#web/records/filter/FilterBar.tsx";
import { useWords } from "#web/records/words.ts";
import type { FieldSettings } from "../shape.queries.ts";
import { datesOf, kindOf, pointingAt, stands } from "./pointing.ts";

interface RollUpInputProps {
  object: MetaObject;
  settings: FieldSettings;
  onChange: (more: FieldSettings) => void;
}

/** Fields that the figure can be of. */
function offered(child: MetaObject, aggregate: Aggregate): MetaField[] {
  const own = child.fields.filter((field) => stands(field) && field.target === undefined);
  if (aggregate === "first" || aggregate === "last") return own;
  const kinds =
    aggregate === "sum" || aggregate === "average" ? ["number", "money"] : ["number", "money", "date", "datetime"];
  return own.filter((field) => kinds.includes(kindOf(field) ?? ""));
}

export function RollUpInput({ object, settings, onChange }: RollUpInputProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const pointing = pointingAt(meta, object).map(({ child, by }) => ({
    value: `${child.name}.${by.name}`,
    label: `${words.many(child)} › ${words.field(child.name, by)}`,
  }));
  const child = typeof settings["object"] === "string" ? objectByName(meta, settings["object"]) : undefined;
  const aggregate = (settings["aggregate"] as Aggregate | undefined) ?? "count";
  const window = settings["window"] as (Reach & { field: string }) | undefined;
  const named = (fields: MetaField[]) =>
    fields.map((field) => ({ value: field.name, label: words.field(child!.name, field) }));
  const text = (name: string): string | null => (settings[name] as string | undefined) ?? null;
  if (pointing.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("rollUp.none")}
      </Text>
    );
  const holder = child?.childOf ? objectByName(meta, child.childOf.object) : undefined;
  const above = holder && fieldOf(holder, child!.childOf!.field)?.["by"];
  const ofHolder = holder?.fields.filter((field) => field.source === "own" && stands(field)).map(({ name }) => name);
  const dates = [
    ...datesOf(child).map((field) => ({ value: field.name, label: words.field(child!.name, field) })),
    ...datesOf(holder)
      .filter((field) => field.source === "own")
      .map((field) => ({
        value: `${String(above)}.${field.name}`,
        label: `${words.one(holder!.name)} › ${words.field(holder!.name, field)}`,
      })),
  ];
  return (
    <Stack gap="sm">
      <Select
        label={t("rollUp.of")}
        required
        searchable
        data={pointing}
        value={child ? `${child.name}.${text("by")}` : null}
        onChange={(value) => {
          const [of, by] = value?.split(".") ?? [];
          if (of && by)
            onChange({
              object: of,
              by,
              aggregate,
              field: undefined,
              orderBy: undefined,
              filter: undefined,
              window: undefined,
            });
        }}
      />
      {child && (
        <>
          <Select
            label={t("rollUp.aggregate")}
            data={AGGREGATES.map((each) => ({ value: each, label: t(`rollUp.${each}`) }))}
            value={aggregate}
            allowDeselect={false}
            onChange={(value) => onChange({ aggregate: value ?? "count", field: undefined, orderBy: undefined })}
          />
          {aggregate !== "count" && (
            <Select
              label={t("rollUp.ofField")}
              required
              searchable
              data={named(offered(child, aggregate))}
              value={text("field")}
              onChange={(field) => onChange({ field: field ?? undefined })}
            />
          )}
          {(aggregate === "first" || aggregate === "last") && (
            <Select
              label={t("rollUp.orderBy")}
              required
              searchable
              data={named(
                child.fields.filter((field) => stands(field) && field.sortable && field.target === undefined),
              )}
              value={text("orderBy")}
              onChange={(orderBy) => onChange({ orderBy: orderBy ?? undefined })}
            />
          )}
          <div>
            <Text size="sm" fw={500}>
              {t("rollUp.where")}
            </Text>
            <FilterBar
              object={{
                ...child,
                fields: child.fields.filter(stands),
                related: [],
                reaches: ofHolder ? { [String(above)]: ofHolder } : {},
              }}
              filter={settings["filter"] as Filter | undefined}
              onChange={(filter) => onChange({ filter })}
            />
          </div>
          {dates.length > 0 && (
            <>
              <Select
                label={t("rollUp.windowField")}
                searchable
                clearable
                data={dates}
                value={window?.field ?? null}
                onChange={(field) =>
                  onChange({ window: field ? { ...(window ?? { days: USUAL_DAYS }), field } : undefined })
                }
              />
              {window && (
                <ReachInput
                  value={window}
                  onChange={(reach) => onChange({ window: { field: window.field, ...reach } })}
                />
              )}
            </>
          )}
        </>
      )}
    </Stack>
  );
}

const USUAL_DAYS = 30;
/** Of the list of periods: none of them. */
const DAYS = "days";

/** Within so many days, or since the beginning of the week, the quarter, the fiscal year … */
function ReachInput({ value: { days, since }, onChange }: { value: Reach; onChange: (reach: Reach) => void }) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" align="flex-end" grow>
      <Select
        label={t("rollUp.reach")}
        data={[DAYS, ...ANCHORS].map((each) => ({ value: each, label: t(`rollUp.since.${each}`) }))}
        value={since ?? DAYS}
        allowDeselect={false}
        onChange={(each) => each && onChange(each === DAYS ? { days: USUAL_DAYS } : { since: each as Anchor })}
      />
      {days !== undefined && (
        <NumberInput
          label={t("rollUp.window")}
          min={1}
          max={3660}
          allowDecimal={false}
          value={days}
          onChange={(next) => onChange({ days: Number(next) || USUAL_DAYS })}
        />
      )}
    </Group>
  );
}
