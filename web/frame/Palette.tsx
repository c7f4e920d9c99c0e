/** The command palette: records by what is typed, then pages and actions. */
import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "#model/json.ts";
import { NamedIcon } from "#ui/Icon.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { api } from "../api/client.ts";
import { fieldOf, objectByName, useMeta } from "../api/meta.ts";
import { paths } from "../paths.ts";
import { FieldValue } from "../records/FieldValue.tsx";
import { useWords } from "../records/words.ts";
import { useActions, type Command } from "./actions.tsx";
import classes from "./Palette.module.css";
import { useNavigate } from "@tanstack/react-router";

interface Hit {
  object: string;
  id: string;
  title: string;
  beside: { field: string; value: Json } | null;
  matched: string;
}

/** Ways of being found that do not show in the title: the same name otherwise written, a word much like it. */
const LOOSELY = new Set(["sounds", "alike"]);

/** Records found for `q`; `stale` while those of the words before are shown in their place. */
function useRecords(q: string): { records: Command[]; searching: boolean; stale: boolean } {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const navigate = useNavigate();
  const { slug } = meta.workspace;
  const found = useQuery({
    queryKey: ["w", slug, "search", q],
    queryFn: ({ signal }) => api.get<{ data: Hit[] }>("/search", { query: { q }, signal }),
    enabled: q.trim().length > 0,
    placeholderData: keepPreviousData,
  });
  if (q.trim() === "") return { records: [], searching: false, stale: false };
  const records = (found.data?.data ?? []).flatMap((hit) => {
    const object = objectByName(meta, hit.object);
    if (!object) return [];
    const field = hit.beside ? fieldOf(object, hit.beside.field) : undefined;
    return {
      id: `${hit.object}-${hit.id}`,
      label: hit.title,
      side: (
        <>
          {words.one(hit.object)}
          {field && (
            <>
              {" · "}
              <span inert>
                <FieldValue object={object} field={field} value={hit.beside?.value} />
              </span>
            </>
          )}
          {LOOSELY.has(hit.matched) && ` · ${t(`frame.palette.${hit.matched}`)}`}
        </>
      ),
      icon: <NamedIcon name={object.icon} size={17} />,
      act: () => void navigate({ href: paths.record(slug, object.path, hit.id) }),
    };
  });
  return { records, searching: found.isFetching, stale: found.isPlaceholderData };
}

/** `begun` is what was typed before it stood. */
export function Palette({ begun = "", onClose }: { begun?: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(begun);
  const [q] = useDebouncedValue(typed, 90);
  const [active, setActive] = useState(0);
  const listId = useId();
  const { records, searching, stale } = useRecords(q);
  const { pages, actions } = useActions();
  const wanted = typed.trim().toLocaleLowerCase();
  const matching = (commands: Command[]) => commands.filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
  const groups = [
    // Enter must not open what was found for other words than those that stand there.
    { name: t("frame.palette.records"), commands: stale || q !== typed ? matching(records) : records },
    { name: t("frame.palette.pages"), commands: matching(pages) },
    { name: t("frame.palette.actions"), commands: matching(actions) },
  ].filter(({ commands }) => commands.length > 0);
  const flat = groups.flatMap(({ commands }) => commands);
  const list = useRef<HTMLDivElement>(null);
  // In braces: a browser may answer with a promise, which is no way to clean up.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.act();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setActive((active + step + flat.length) % Math.max(flat.length, 1));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(flat[active]);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      transitionProps={{ duration: 0 }}
      padding={0}
      size={580}
      yOffset="12vh"
      title={t("frame.search")}
      classNames={{ header: "visually-hidden" }}
    >
      <input
        className={classes.input}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={flat[active] ? `${listId}-${active}` : undefined}
        aria-label={t("frame.search")}
        placeholder={t("frame.search")}
        dir="auto"
        autoFocus
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={listId} role="listbox" aria-label={t("frame.palette.results")} className={classes.results}>
        {groups.map(({ name, commands }) => (
          <div key={name} role="group" aria-label={name}>
            <div className={classes.group} aria-hidden>
              {name}
            </div>
            {commands.map((command) => {
              const place = flat.indexOf(command);
              return (
                <div
                  key={command.id}
                  id={`${listId}-${place}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={place === active}
                  className={classes.item}
                  onMouseMove={() => setActive(place)}
                  onClick={() => run(command)}
                  onKeyDown={() => undefined}
                >
                  {command.icon}
                  <OwnText>{command.label}</OwnText>
                  {command.side && <span className={classes.side}>{command.side}</span>}
                </div>
              );
            })}
          </div>
        ))}
        {flat.length === 0 && (
          <div className={classes.none}>
            {searching || q !== typed ? t("frame.loading") : t("frame.palette.none", { q: typed })}
          </div>
        )}
      </div>
    </Modal>
  );
}
