/** A page or panel of a module in its place. Whatever goes wrong in it stays within. */
import { useComputedColorScheme } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordJson } from "#model/json.ts";
import { ErrorState, LinesSkeleton } from "#ui/states.tsx";
import { api } from "../api/client.ts";
import { objectByName, useMeta, type MetaScreen } from "../api/meta.ts";
import { useLanguage } from "../language/language.ts";
import { ownWord } from "../language/own-words.ts";
import { paths } from "../paths.ts";
import type { ModuleFace, Mount } from "./face.ts";
import "./modules.css";

export interface ModuleViewProps {
  screen: MetaScreen;
  /** Of a panel: whose page it stands on. */
  object?: string;
  value?: RecordJson;
}

type State = "coming" | "there" | "failed";

export function ModuleView({ screen, object, value }: ModuleViewProps) {
  const { t } = useTranslation();
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<State>("coming");
  const face = useFace(screen, object, value);
  const again = (): void => {
    setState("coming");
    setTries(tries + 1);
  };
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Each try in an element of its own: what a former one still writes is seen by nobody.
    const element = document.createElement("div");
    place.current!.replaceChildren(element);
    let left = false;
    let leave: unknown;
    const fail = (error: unknown): void => {
      console.warn(`The module "${screen.module}" failed in "${screen.name}"`, error);
      if (!left) setState("failed");
    };
    const end = (): void => {
      try {
        if (typeof leave === "function") (leave as () => void)();
      } catch (error) {
        console.warn(`The module "${screen.module}" failed at its end`, error);
      }
    };
    mount(tries === 0 ? screen.url : `${screen.url}?again=${tries}`, element, face).then((found) => {
      leave = found;
      if (left) end();
      else setState("there");
    }, fail);
    return () => {
      left = true;
      end();
      element.remove();
    };
  }, [screen.module, screen.name, screen.url, face, tries]);
  return (
    <>
      {state === "coming" && <LinesSkeleton lines={4} />}
      {state === "failed" && (
        <ErrorState title={t("modules.away")} again={{ label: t("modules.again"), act: again }}>
          {t("modules.awayText", { module: screen.module })}
        </ErrorState>
      )}
      <div ref={place} className="module-view" hidden={state === "failed"} />
    </>
  );
}

async function mount(url: string, element: HTMLElement, face: ModuleFace): Promise<unknown> {
  const { default: begin } = (await import(/* @vite-ignore */ url)) as { default?: Mount };
  if (typeof begin !== "function") throw new Error(`${url} exports no function as its default`);
  return begin(element, face);
}

/** Another one, and so another mounting, only when what it says has changed. */
function useFace(screen: MetaScreen, object: string | undefined, value: RecordJson | undefined): ModuleFace {
  const meta = useMeta();
  const router = useRouter();
  const { language, direction } = useLanguage();
  const theme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const { workspace, me } = meta;
  return useMemo(() => {
    const { slug } = workspace;
    const pathOf = (object: string): string => objectByName(meta, object)?.path ?? object;
    return {
      api,
      language,
      locale: `${language}-${workspace.settings.country}`,
      direction,
      theme,
      workspace: { slug, name: workspace.name, settings: { ...workspace.settings } },
      me: { id: me.id, name: me.name },
      say: (words: Record<string, string>) => ownWord(words) ?? "",
      paths: {
        list: (object: string) => paths.list(slug, pathOf(object)),
        record: (object: string, id: string) => paths.record(slug, pathOf(object), id),
        page: (name: string) => paths.module(slug, { module: screen.module, name }),
      },
      go: (address: string) => router.history.push(address),
      ...(object !== undefined && value ? { record: { object, value } } : {}),
    };
  }, [meta, workspace, me, language, direction, theme, screen.module, object, value, router]);
}
