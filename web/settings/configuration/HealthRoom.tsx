/** How the company's own fields fare: how far they are filled, what names them, and which two seem to mean the same. */
import { Badge, Code, Progress, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormat } from "#ui/format.tsx";
import { EmptyState } from "#ui/states.tsx";
import { api, currentWorkspace } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { useSay } from "#web/insight/say.ts";
import { useWords } from "#web/records/words.ts";
import { Loaded } from "../Loaded.tsx";
import { RetireButton } from "../shape/RetireButton.tsx";
import { useOwnFields } from "../shape/shape.queries.ts";

interface FieldHealth {
  object: string;
  field: string;
  records: number;
  filled: number | null;
  exact: boolean;
  uses: number;
}

interface Health {
  fields: FieldHealth[];
  alike: { object: string; fields: [string, string]; both: number; same: number }[];
}

export function HealthRoom() {
  const { t } = useTranslation();
  const health = useQuery({
    queryKey: ["settings", currentWorkspace(), "health"],
    queryFn: ({ signal }) => api.get<Health>("/configuration/health", { signal }),
  });
  return (
    <>
      <Text size="sm" c="dimmed" maw="44rem">
        {t("health.hint")}
      </Text>
      <Loaded query={health}>
        {({ fields, alike }) =>
          fields.length === 0 ? (
            <EmptyState title={t("health.none")} />
          ) : (
            <>
              {alike.length > 0 && <AlikeList alike={alike} />}
              <HealthTable fields={fields} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function AlikeList({ alike }: { alike: Health["alike"] }) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useWords();
  return (
    <section>
      <h2>{t("health.alike")}</h2>
      <ul className="plain-list">
        {alike.map(({ object, fields, both, same }) => (
          <li key={`${object} ${fields.join()}`}>
            <span>
              {words.many(object)}: {words.field(object, fields[0])} <Code dir="ltr">{fields[0]}</Code> ·{" "}
              {words.field(object, fields[1])} <Code dir="ltr">{fields[1]}</Code>
            </span>
            <Text size="sm" c="dimmed">
              {say("health.alikeOf", { both, same })}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function HealthTable({ fields }: { fields: FieldHealth[] }) {
  const { t } = useTranslation();
  const worst = fields.toSorted((a, b) => (a.filled ?? 2) - (b.filled ?? 2) || a.uses - b.uses);
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("settings.health")}>
      <Table verticalSpacing="xs" className="health-fields">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("health.field")}</Table.Th>
            <Table.Th>{t("health.filled")}</Table.Th>
            <Table.Th>{t("health.uses")}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t("settings.actions")}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {worst.map((each) => (
            <HealthRow key={`${each.object} ${each.field}`} health={each} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function HealthRow({ health: { object, field, filled, exact, uses } }: { health: FieldHealth }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const own = useOwnFields().data?.find((each) => each.object === object && each.name === field);
  const share =
    filled === null ? t("health.unknown") : `${exact ? "" : "≈ "}${format.number(Math.round(filled * 100))} %`;
  return (
    <Table.Tr>
      <Table.Td>
        {words.field(object, field)}
        <Text size="xs" c="dimmed">
          {words.many(object)}
        </Text>
      </Table.Td>
      <Table.Td miw="8rem">
        {filled === 0 ? (
          <Badge color="orange" variant="light" tt="none">
            {t("health.empty")}
          </Badge>
        ) : (
          <>
            <Text size="sm">{share}</Text>
            {filled !== null && <Progress value={filled * 100} size="xs" aria-hidden />}
          </>
        )}
      </Table.Td>
      <Table.Td>
        {uses === 0 ? (
          <Text size="sm" c="dimmed">
            {t("health.nothingNames")}
          </Text>
        ) : (
          format.number(uses)
        )}
      </Table.Td>
      <Table.Td ta="end">
        {own && (
          <RetireButton
            kind="custom-fields"
            id={own.id}
            name={words.field(object, field)}
            object={object}
            field={field}
            worded
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
