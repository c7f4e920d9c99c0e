/** At the head of a record: who else is here, and quietly what they just changed. */
import { Avatar, Tooltip } from "@mantine/core";
import { createContext, use } from "react";
import { useTranslation } from "react-i18next";
import type { PersonPresent } from "../../api/live.ts";
import { fieldOf, type MetaObject } from "../../api/meta.ts";
import { useSay } from "../../insight/say.ts";
import { useWords } from "../words.ts";
import { useLastChange, usePresence } from "./presence.ts";
import classes from "./Presence.module.css";

const Others = createContext<PersonPresent[]>([]);
const MOST_SHOWN = 4;

/** Keeps the presence of one record for all that stands on its page. */
export function PresenceProvider({ object, id, children }: { object: string; id: string; children: React.ReactNode }) {
  return <Others value={usePresence(object, id)}>{children}</Others>;
}

export function PresenceMark({ object, id }: { object: MetaObject; id: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useWords();
  const people = use(Others);
  const change = useLastChange(id);
  const doing = ({ person, editing }: PersonPresent) => {
    const field = editing === null ? undefined : fieldOf(object, editing);
    const name = person.title ?? t("live.someone");
    return field ? say("live.edits", { name, field: words.field(object.name, field) }) : say("live.isHere", { name });
  };
  return (
    <span className={classes.mark}>
      <span role="status" className={classes.change}>
        {change && say(`live.${change.type}`, { name: change.by?.title ?? t("live.someone") })}
      </span>
      {people.length > 0 && (
        <Avatar.Group spacing="xs" role="group" aria-label={t("live.others")}>
          {people.slice(0, MOST_SHOWN).map((one) => (
            <Tooltip key={one.person.id} label={doing(one)}>
              <Avatar
                size={26}
                name={one.person.title ?? "?"}
                color="initials"
                data-editing={one.editing !== null || undefined}
                className={classes.avatar!}
                role="img"
                aria-label={doing(one)}
              />
            </Tooltip>
          ))}
          {people.length > MOST_SHOWN && <Avatar size={26}>+{people.length - MOST_SHOWN}</Avatar>}
        </Avatar.Group>
      )}
    </span>
  );
}

/** Beside a field that someone else is editing. */
export function EditingMark({ field }: { field: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const editor = use(Others).find((one) => one.editing === field);
  if (!editor) return null;
  return (
    <span className={classes.editing}>{say("live.isEditing", { name: editor.person.title ?? t("live.someone") })}</span>
  );
}
