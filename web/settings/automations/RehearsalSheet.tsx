/** What an automation would have done in the last 90 days, begun as it opens; nothing is written. */
import { Button, Drawer, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { LinesSkeleton } from "#ui/states.tsx";
import { api } from "#web/api/client.ts";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useRecordLinks } from "#web/insight/links.ts";
import { useSay } from "#web/insight/say.ts";
import { useTranslation } from "#web/language/language.ts";
import { startRehearsal, useRehearsal, type Automation, type Rehearsal } from "./automations.queries.ts";
import "./automations.css";

interface RehearsalSheetProps {
  automation: Automation;
  onClose: () => void;
  onSwitchOn: () => void;
}

export function RehearsalSheet({ automation, onClose, onSwitchOn }: RehearsalSheetProps) {
  const { t } = useTranslation();
  const say = useSay();
  const begin = useMutation({ mutationFn: () => startRehearsal(automation.id) });
  const begun = useRef(false);
  const { mutate } = begin;
  useEffect(() => {
    if (!begun.current) mutate();
    begun.current = true;
  }, [mutate]);
  const job = begin.data?.jobId;
  const rehearsal = useRehearsal(automation.id, job);
  const { data } = rehearsal;
  const error = begin.error?.message ?? rehearsal.error?.message ?? data?.error;
  const running = !error && !data?.result && data?.status !== "cancelled";
  const stop = (): void => void (job && api.post(`/jobs/${job}/cancel`).then(onClose, onClose));
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={onClose}
      title={say("automations.rehearseOf", { name: automation.name })}
      closeButtonProps={{ "aria-label": t("frame.close") }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("automations.rehearsalHint")}
        </Text>
        {error && (
          <Text role="alert" size="sm" c="var(--bad)">
            {error}
          </Text>
        )}
        {running && <Running rehearsal={data} onStop={stop} />}
        {data?.result && <Found automation={automation} result={data.result} />}
        {data?.result && automation.active !== true && (
          <Group justify="flex-end">
            <Button onClick={onSwitchOn}>{t("automations.switchOn")}</Button>
          </Group>
        )}
      </Stack>
    </Drawer>
  );
}

function Running({ rehearsal, onStop }: { rehearsal: Rehearsal | undefined; onStop: () => void }) {
  const { t } = useTranslation();
  const { done = 0, total = null } = rehearsal?.progress ?? {};
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">{t("automations.rehearsing")}</Text>
      <Progress value={total ? (100 * done) / total : 100} animated={!total} aria-hidden />
      <LinesSkeleton lines={5} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onStop}>
          {t("automations.stop")}
        </Button>
      </Group>
    </Stack>
  );
}

function Found({ automation, result }: { automation: Automation; result: NonNullable<Rehearsal["result"]> }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const meta = useMeta();
  const links = useRecordLinks();
  const object = objectByName(meta, automation.object);
  const most = Math.max(...result.days.map(({ count }) => count));
  const beyond = result.days.filter(({ count }) => count > automation.dailyLimit).length;
  const values = { value: format.number(result.total), most: format.number(most) };
  return (
    <>
      <Text fw={600}>{result.total === 0 ? t("automations.wouldNot") : say("automations.would", values)}</Text>
      {beyond > 0 && <Text size="sm">{say("automations.beyond", { value: format.number(beyond) })}</Text>}
      {result.now !== null && result.now > 0 && (
        <Text size="sm">{say("automations.now", { value: format.number(result.now) })}</Text>
      )}
      {!result.exact && (
        <Text size="sm" c="dimmed">
          {t("automations.asItStands")}
        </Text>
      )}
      {result.capped && (
        <Text size="sm" c="dimmed">
          {t("automations.capped")}
        </Text>
      )}
      {result.total > 0 && <DayBars days={result.days} limit={automation.dailyLimit} />}
      {result.whom.length > 0 && (
        <section aria-label={t("automations.whom")}>
          <h3>{t("automations.whom")}</h3>
          <ul className="automation-list">
            {result.whom.map(({ id, title, count }) => (
              <li key={id}>
                <OwnText>{title ?? t("automations.nobody")}</OwnText>
                <Text span c="dimmed">
                  {format.number(count)}
                </Text>
              </li>
            ))}
          </ul>
        </section>
      )}
      {result.records.length > 0 && object && (
        <section aria-label={t("automations.which")}>
          <h3>{t("automations.which")}</h3>
          <ul className="automation-list">
            {result.records.map(({ id, title, day }, place) => (
              <li key={`${id} ${place}`}>
                <a {...links.at(links.record(object.name, id))}>
                  <OwnText>{title ?? "–"}</OwnText>
                </a>
                <Text span size="xs" c="dimmed">
                  {format.date(day)}
                </Text>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const HEIGHT = 100;

/** A bar for each day; what would have gone beyond the limit stands out. */
function DayBars({ days, limit }: { days: { day: string; count: number }[]; limit: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, ...days.map(({ count }) => count));
  const shown = days.filter(({ count }) => count > 0);
  return (
    <figure className="rehearsal">
      <div className="rehearsal-bars" aria-hidden>
        {days.map(({ day, count }) => (
          <span
            key={day}
            data-beyond={count > limit || undefined}
            style={{ blockSize: `${(HEIGHT * count) / most}%` }}
            title={`${format.date(day)} · ${format.number(count)}`}
          />
        ))}
      </div>
      <figcaption>
        <span>{format.date(days[0]!.day)}</span>
        <span>{format.date(days.at(-1)!.day)}</span>
      </figcaption>
      <table className="visually-hidden">
        <caption>{t("automations.perDay")}</caption>
        <tbody>
          {shown.map(({ day, count }) => (
            <tr key={day}>
              <th scope="row">{format.date(day)}</th>
              <td>{format.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
