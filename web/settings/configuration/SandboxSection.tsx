/** Sandboxes of this workspace; in a sandbox, the way back to where it came from. */
import { Alert, Button, Checkbox, Group, Text } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useState } from "react";
import { toast } from "#ui/toast.tsx";
import { useMeta } from "#web/api/meta.ts";
import { useSession } from "#web/api/session.ts";
import { useTranslation } from "#web/language/language.ts";
import { useSay } from "#web/insight/say.ts";
import { paths } from "#web/paths.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { useNewSandbox, type Given } from "./configuration.queries.ts";

export function SandboxSection({ onLook }: { onLook: (given: Given, title: string) => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const { workspace } = useMeta();
  const { workspaces } = useSession();
  const words = useIssueWords();
  const [sample, setSample] = useState(false);
  const make = useNewSandbox();
  const here = workspaces.find(({ slug }) => slug === workspace.slug);
  const origin = workspaces.find(({ slug }) => slug === here?.sandboxOf);
  const own = workspaces.filter(({ sandboxOf }) => sandboxOf === workspace.slug);
  if (here?.sandboxOf)
    return (
      <Alert variant="light" color="yellow" icon={<IconFlask size={18} aria-hidden />}>
        <Text size="sm">{say("configuration.isSandbox", { name: origin?.name ?? here.sandboxOf })}</Text>
        {origin && (
          <Button
            component="a"
            href={paths.settings(origin.slug, "configuration")}
            size="compact-sm"
            variant="light"
            mt="xs"
          >
            {say("configuration.bring", { name: origin.name })}
          </Button>
        )}
      </Alert>
    );
  const create = (): void =>
    make.mutate(
      { sample },
      {
        onSuccess: ({ workspace: made }) => location.assign(paths.workspace(made.slug)),
        onError: (error) => toast.problem(words.all(error)),
      },
    );
  return (
    <section>
      <h2>{t("configuration.sandboxTitle")}</h2>
      <Text size="sm" c="dimmed" mb="sm" maw="44rem">
        {t("configuration.sandboxHint")}
      </Text>
      {own.length > 0 && (
        <ul className="plain-list">
          {own.map(({ slug, name }) => (
            <li key={slug}>
              <bdi>{name}</bdi>
              <Group gap="xs">
                <Button component="a" href={paths.workspace(slug)} size="compact-sm" variant="subtle">
                  {t("configuration.open")}
                </Button>
                <Button size="compact-sm" variant="light" onClick={() => onLook({ workspace: slug }, name)}>
                  {t("configuration.look")}
                </Button>
              </Group>
            </li>
          ))}
        </ul>
      )}
      <Group gap="md" mt="md">
        <Button
          variant="default"
          leftSection={<IconFlask size={16} aria-hidden />}
          loading={make.isPending}
          onClick={create}
        >
          {t("configuration.newSandbox")}
        </Button>
        <Checkbox
          label={t("configuration.withSample")}
          checked={sample}
          onChange={(event) => setSample(event.currentTarget.checked)}
        />
      </Group>
    </section>
  );
}
