/** The configuration as files: taking it away, bringing others in with the plan first, beginnings, a sandbox, and going back. */
import { Button, FileButton, Group, Text } from "@mantine/core";
import { IconDownload, IconFileUpload, IconFolderUp } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { apiAddress, currentWorkspace } from "#web/api/client.ts";
import { useLanguage, useTranslation } from "#web/language/language.ts";
import { useSay } from "#web/insight/say.ts";
import { Loaded } from "../Loaded.tsx";
import { chosenFiles } from "./chosen-files.ts";
import "./configuration.css";
import { useApplied, useTemplates, type Applied, type Given } from "./configuration.queries.ts";
import { PlanSheet } from "./PlanSheet.tsx";
import { SandboxSection } from "./SandboxSection.tsx";

interface Looking {
  given: Given;
  title: string;
}

export function ConfigurationRoom() {
  const { t } = useTranslation();
  const [looking, setLooking] = useState<Looking>();
  return (
    <>
      <FilesSection onChosen={(given) => setLooking({ given, title: t("configuration.plan") })} />
      <SandboxSection onLook={(given, title) => setLooking({ given, title })} />
      <Beginnings onLook={(given, title) => setLooking({ given, title })} />
      <AppliedList onBack={(back) => setLooking({ given: { back }, title: t("configuration.plan") })} />
      {looking && <PlanSheet {...looking} onClose={() => setLooking(undefined)} />}
    </>
  );
}

function FilesSection({ onChosen }: { onChosen: (given: Given) => void }) {
  const { t } = useTranslation();
  const folder = useRef<HTMLInputElement>(null);
  const slug = currentWorkspace() ?? "";
  useEffect(() => folder.current?.setAttribute("webkitdirectory", ""), []);
  const take = (files: FileList | File[] | null): void => {
    if (files && files.length > 0) void chosenFiles([...files]).then(onChosen);
  };
  return (
    <section>
      <h2>{t("configuration.filesTitle")}</h2>
      <Text size="sm" c="dimmed" mb="sm" maw="44rem">
        {t("configuration.filesHint")}
      </Text>
      <Group gap="sm">
        <Button
          component="a"
          href={apiAddress("/configuration/archive", { workspace: slug })}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t("configuration.download")}
        </Button>
        <FileButton accept=".tar,application/x-tar" onChange={(file) => take(file ? [file] : null)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileUpload size={16} aria-hidden />}>
              {t("configuration.chooseFile")}
            </Button>
          )}
        </FileButton>
        <input
          ref={folder}
          type="file"
          multiple
          hidden
          aria-label={t("configuration.chooseFolder")}
          onChange={(event) => take(event.currentTarget.files)}
        />
        <Button
          variant="default"
          leftSection={<IconFolderUp size={16} aria-hidden />}
          onClick={() => folder.current?.click()}
        >
          {t("configuration.chooseFolder")}
        </Button>
      </Group>
    </section>
  );
}

function Beginnings({ onLook }: { onLook: (given: Given, title: string) => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const templates = useTemplates();
  return (
    <section>
      <h2>{t("configuration.beginningsTitle")}</h2>
      <Text size="sm" c="dimmed" mb="sm">
        {t("configuration.beginningsHint")}
      </Text>
      <Loaded query={templates}>
        {(all) => (
          <ul className="plain-list">
            {all.map(({ name, title, about }) => (
              <li key={name}>
                <span className="beginning">
                  {title[language] ?? title["en"]}
                  <Text size="sm" c="dimmed">
                    {about[language] ?? about["en"]}
                  </Text>
                </span>
                <Button
                  size="compact-sm"
                  variant="light"
                  onClick={() => onLook({ template: name }, title[language] ?? name)}
                >
                  {t("configuration.look")}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

function AppliedList({ onBack }: { onBack: (id: string) => void }) {
  const { t } = useTranslation();
  const applied = useApplied();
  return (
    <section>
      <h2>{t("configuration.appliedTitle")}</h2>
      <Loaded query={applied}>
        {(all) =>
          all.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t("configuration.nothingApplied")}
            </Text>
          ) : (
            <ul className="plain-list">
              {all.map((each) => (
                <AppliedRow key={each.id} applied={each} onBack={() => onBack(each.id)} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function AppliedRow({ applied: { at, by, source, plan }, onBack }: { applied: Applied; onBack: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const { language } = useLanguage();
  const template = useTemplates().data?.find(({ name }) => source.kind === "template" && name === source.name);
  const name = template?.title[language] ?? template?.title["en"] ?? source.name ?? "";
  const parts = [by?.title, format.relative(at), t("configuration.things", { count: plan.length })];
  return (
    <li>
      <span>
        {say(`configuration.from.${source.kind}`, { name })}
        <Text size="sm" c="dimmed">
          {parts.filter((part) => typeof part === "string").join(" · ")}
        </Text>
      </span>
      <Button size="compact-sm" variant="subtle" onClick={onBack}>
        {t("configuration.back")}
      </Button>
    </li>
  );
}
