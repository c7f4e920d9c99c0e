/** What stands around the pages before a workspace: the mark, the language switch, one calm column. */
import { SegmentedControl } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { LANGUAGE_NAMES, LANGUAGES, isLanguage, useLanguage } from "#web/language/language.ts";
import "./setup.css";

export function Threshold({
  title,
  lead,
  children,
  wide = false,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}) {
  const { language, change } = useLanguage();
  useEffect(() => {
    document.title = `${title} · Raabta`;
  }, [title]);
  return (
    <main className="threshold">
      <header>
        <span className="threshold-mark">
          <img src="/icon.svg" alt="" width={26} height={26} /> Raabta
        </span>
        <SegmentedControl
          size="sm"
          value={language}
          aria-label="Language · भाषा · زبان"
          data={LANGUAGES.map((value) => ({ value, label: <span lang={value}>{LANGUAGE_NAMES[value]}</span> }))}
          onChange={(value) => isLanguage(value) && void change(value)}
        />
      </header>
      <div className={wide ? "threshold-body threshold-wide" : "threshold-body"}>
        <h1>{title}</h1>
        {lead && <p className="threshold-lead">{lead}</p>}
        {children}
      </div>
    </main>
  );
}
