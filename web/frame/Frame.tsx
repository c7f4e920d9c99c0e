/** The frame around every page of a workspace: the rail with the rooms, the top bar, the place of the page. */
import { Outlet, useParams, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { late } from "#ui/late.tsx";
import { FormatProvider } from "#ui/format.tsx";
import { useMeta } from "../api/meta.ts";
import { useLanguage, withMoreWords } from "../language/language.ts";
import { CreateProvider } from "../records/creating.tsx";
import { useFollowing } from "../records/following.ts";
import { useLanguageWords, WordsProvider } from "../records/words.ts";
import { RecordLookup } from "../records/RecordLookup.tsx";
import { BottomBar } from "./BottomBar.tsx";
import { CommandProvider } from "./commands.tsx";
import classes from "./Frame.module.css";
import { useFolded } from "./folding.ts";
import { Rail } from "./Rail.tsx";
import { TopBar } from "./TopBar.tsx";

const SeeingBanner = late<object>(async () => (await withMoreWords(import("./SeeingBanner.tsx"))).SeeingBanner);

const SampleNotice = late<object>(() => import("./SampleNotice.tsx").then((module) => module.SampleNotice));

export function Frame() {
  const { t } = useTranslation();
  const { slug } = useParams({ strict: false });
  const { language } = useLanguage();
  const {
    workspace: { settings },
    me,
  } = useMeta();
  const [folded, setFolded] = useFolded();
  const main = useRef<HTMLElement>(null);
  useFocusOnNewPage(main);
  const words = useLanguageWords();
  useFollowing();
  return (
    <FormatProvider
      key={slug}
      language={language}
      country={settings.country}
      timeZone={settings.timeZone}
      baseCurrency={settings.baseCurrency}
      weekStart={settings.weekStart}
      numberingSystem={settings.numberingSystem ?? "latn"}
    >
      <WordsProvider value={words}>
        <RecordLookup>
          <CreateProvider>
            <CommandProvider>
              <a href="#main" className={classes.skip} onClick={() => main.current?.focus()}>
                {t("frame.skip")}
              </a>
              <div
                className={classes.frame}
                data-folded={folded || undefined}
                data-sandbox={settings.sandboxOf === undefined ? undefined : true}
              >
                <Rail folded={folded} onFold={() => setFolded(!folded)} />
                <div className={classes.column}>
                  <TopBar />
                  {settings.sampleOperation !== undefined && me.capabilities.includes("settings") && <SampleNotice />}
                  <main id="main" ref={main} tabIndex={-1} className={classes.main}>
                    <Outlet />
                  </main>
                </div>
                <BottomBar />
              </div>
              {me.seen && <SeeingBanner />}
            </CommandProvider>
          </CreateProvider>
        </RecordLookup>
      </WordsProvider>
    </FormatProvider>
  );
}

/** A screen reader hears the new page: focus goes to the main part when the address's path changes. */
function useFocusOnNewPage(main: React.RefObject<HTMLElement | null>) {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current !== undefined && before.current !== pathname) main.current?.focus({ preventScroll: true });
    before.current = pathname;
  }, [pathname, main]);
}
