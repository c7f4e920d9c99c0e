/** The rules of one object: each in plain words, with a switch, and how many records break it now. */
import { ActionIcon, Anchor, Badge, Button, Group, Stack, Switch, Text } from "@mantine/core";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState } from "#ui/states.tsx";
import { useFormat } from "#ui/format.tsx";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import type { MetaObject } from "#web/api/meta.ts";
import { useRecordLinks } from "#web/insight/links.ts";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import type { ListPageData } from "#web/records/records.queries.ts";
import { Loaded } from "../Loaded.tsx";
import { breaking } from "./breaking.ts";
import { RuleSheet } from "./RuleSheet.tsx";
import { RuleSummary } from "./RuleSummary.tsx";
import { TypeRules } from "./TypeRules.tsx";
import { useEditRule, useOwnRules, useRemoveRule, type OwnRule } from "./rules.queries.ts";
import "./rules.css";

export function RuleList({ object }: { object: MetaObject }) {
  const { t } = useTranslation();
  const rules = useOwnRules(object.name);
  const [open, setOpen] = useState<{ rule?: OwnRule } | undefined>();
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({})}>
      {t("rules.add")}
    </Button>
  );
  return (
    <>
      <Loaded query={rules}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={t("rules.none")} actions={add}>
              {t("rules.noneHint")}
            </EmptyState>
          ) : (
            <Stack gap="sm">
              <Group>{add}</Group>
              <ul className="rule-list">
                {all.map((rule) => (
                  <RuleRow key={rule.id} object={object} rule={rule} onEdit={() => setOpen({ rule })} />
                ))}
              </ul>
            </Stack>
          )
        }
      </Loaded>
      <TypeRules object={object} />
      {open && <RuleSheet object={object} rule={open.rule} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function RuleRow({ object, rule, onEdit }: { object: MetaObject; rule: OwnRule; onEdit: () => void }) {
  const { t } = useTranslation();
  const issues = useIssueWords();
  const edit = useEditRule(() => t(rule.active ? "rules.off" : "rules.on"));
  const remove = useRemoveRule(() => t("rules.removed"));
  const refuse = { onError: (error: Error): void => toast.problem(issues.all(error)) };
  return (
    <li className="rule" data-off={!rule.active || undefined}>
      <Switch
        checked={rule.active}
        aria-label={t("rules.active")}
        disabled={edit.isPending}
        onChange={(event) => edit.mutate({ id: rule.id, active: event.currentTarget.checked }, refuse)}
      />
      <div className="rule-words">
        <Badge variant="light" size="sm" tt="none">
          {t(`businessRule.kind.${rule.kind}`)}
        </Badge>
        <Text size="sm" component="div">
          <RuleSummary object={object} rule={rule} />
        </Text>
        <Broken object={object} rule={rule} />
      </div>
      <Group gap={4} wrap="nowrap">
        <ActionIcon aria-label={t("rules.change")} onClick={onEdit}>
          <IconPencil size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label={t("rules.remove")}
          loading={remove.isPending}
          onClick={() => remove.mutate(rule.id, refuse)}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
    </li>
  );
}

/** Asked only by a click: on a large table the answer is worth a moment's wait and not more. */
function Broken({ object, rule }: { object: MetaObject; rule: OwnRule }) {
  const { t } = useTranslation();
  const format = useFormat();
  const links = useRecordLinks();
  const [asked, setAsked] = useState(false);
  const filter = breaking(object, rule);
  const found = useQuery({
    queryKey: ["w", links.slug, "breaking", object.name, filter],
    queryFn: async ({ signal }) =>
      (await api.get<ListPageData>(`/${object.path}`, { query: { filter, limit: 1 }, signal })).count,
    enabled: asked && filter !== undefined,
    staleTime: 0,
  });
  if (!filter) return null;
  if (!asked || !found.data)
    return (
      <Button size="compact-xs" variant="subtle" loading={found.isFetching} onClick={() => setAsked(true)}>
        {t(found.isError ? "rules.testFailed" : "rules.test")}
      </Button>
    );
  const { value, exact } = found.data;
  return (
    <Text size="xs" c="dimmed" role="status">
      {value === 0 ? (
        t("rules.allHold")
      ) : (
        <Anchor size="xs" {...links.at(links.list(object.name, filter))}>
          {t("rules.broken", { count: value, number: `${format.number(value)}${exact ? "" : "+"}` })}
        </Anchor>
      )}
    </Text>
  );
}
