/** Who else is at a record, and what they last did to it; says of oneself that one is there. */
import { useEffect, useState } from "react";
import { api } from "../../api/client.ts";
import { onLive, type ChangeMessage, type PersonPresent } from "../../api/live.ts";
import { useMeta } from "../../api/meta.ts";

const SAY_AGAIN_MS = 20_000;
const SHOWN_FOR_MS = 12_000;
const tab = Math.random().toString(36).slice(2);

let edited: { id: string; field: string } | null = null;
const onEdited = new Set<() => void>();

/** The field that is being edited in this window; null where none is. */
export function sayEditing(id: string, field: string | null): void {
  if (field === null && edited?.id !== id) return;
  edited = field === null ? null : { id, field };
  for (const act of onEdited) act();
}

/** The others at the record. */
export function usePresence(object: string, id: string): PersonPresent[] {
  const [people, setPeople] = useState<PersonPresent[]>([]);
  const { seen } = useMeta().me;
  useEffect(() => {
    // Whoever looks as somebody else is not there.
    if (seen) return undefined;
    let here = true;
    const say = async () => {
      if (document.hidden) return;
      const editing = edited?.id === id ? edited.field : null;
      const answer = await api
        .post<{ people: PersonPresent[] }>("/presence", { object, id, tab, editing })
        // Presence is a courtesy: without it the page is whole.
        .catch(() => undefined);
      if (here && answer) setPeople(answer.people);
    };
    const leave = () => void api.post("/presence", { object, id, tab, leaving: true }).catch(() => undefined);
    const act = () => (document.hidden ? leave() : void say());
    const stop = onLive((event) => {
      if (event.name === "presence" && event.data.id === id) setPeople(event.data.people);
    });
    const sayNow = () => void say();
    onEdited.add(sayNow);
    document.addEventListener("visibilitychange", act);
    window.addEventListener("pagehide", leave);
    const timer = setInterval(sayNow, SAY_AGAIN_MS);
    sayNow();
    return () => {
      here = false;
      clearInterval(timer);
      stop();
      onEdited.delete(sayNow);
      document.removeEventListener("visibilitychange", act);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [object, id, seen]);
  return people;
}

/** The last change that someone else made while the page was open; fades. */
export function useLastChange(id: string): ChangeMessage | null {
  const { me } = useMeta();
  const [change, setChange] = useState<ChangeMessage | null>(null);
  useEffect(() => {
    let timer: number | undefined;
    const stop = onLive((event) => {
      if (event.name !== "change" || !("id" in event.data) || event.data.id !== id || event.data.by?.id === me.id)
        return;
      setChange(event.data);
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setChange(null), SHOWN_FOR_MS);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [id, me.id]);
  return change;
}
