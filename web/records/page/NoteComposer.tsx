/** Writes a note about the record, on its own page. */
import { Button, Group, Textarea } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordJson } from "#model/json.ts";
import { isMac, Kbd } from "#ui/Kbd.tsx";
import { api } from "../../api/client.ts";
import { objectByName, useMeta, type MetaObject } from "../../api/meta.ts";
import { useUndoing } from "../../undo/undoing.ts";
import { useIssueWords } from "../issues.ts";
import { keys } from "../records.queries.ts";
import classes from "./Record.module.css";

/** The field of an activity that points at records of this object. */
const linkTo = (activity: MetaObject, object: MetaObject) =>
  activity.fields.find((field) => field.type === "relation" && field["to"] === object.name && field.access === "write");

export function NoteComposer({ object, record }: { object: MetaObject; record: RecordJson }) {
  const { t } = useTranslation();
  const meta = useMeta();
  const issues = useIssueWords();
  const undoing = useUndoing();
  const queries = useQueryClient();
  const input = useRef<HTMLTextAreaElement>(null);
  const [body, setBody] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  useHotkeys([["N", () => input.current?.focus()]]);
  const activity = objectByName(meta, "activity");
  const link = activity && linkTo(activity, object);
  if (!activity?.rights.create || !link) return null;
  const save = async () => {
    if (body.trim() === "") return;
    setBusy(true);
    setProblem(undefined);
    try {
      const done: string[] = [];
      const note = { kind: "note", body: body.trim(), [link.name]: record.id };
      await api.post(`/${activity.path}`, note, { operation: (id) => done.push(id) });
      undoing.offer({ what: t("undo.note"), back: done, brief: true });
      setBody("");
      await queries.invalidateQueries({
        queryKey: [...keys.record(meta.workspace.slug, object.path, record.id), "happenings"],
      });
      void queries.invalidateQueries({ queryKey: keys.object(meta.workspace.slug, activity.path) });
    } catch (error) {
      setProblem(issues.all(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={classes.composer}>
      <Textarea
        ref={input}
        variant="unstyled"
        autosize
        minRows={1}
        maxRows={12}
        dir="auto"
        aria-label={t("record.writeNote")}
        placeholder={t("record.writeNote")}
        error={problem}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      {body !== "" && (
        <Group justify="flex-end" gap="sm">
          <Kbd keys={[isMac ? "⌘" : "Ctrl", "Enter"]} />
          <Button size="compact-sm" loading={busy} onClick={() => void save()}>
            {t("record.saveNote")}
          </Button>
        </Group>
      )}
    </div>
  );
}
