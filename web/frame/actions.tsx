/** What the palette can do beside finding records: go to a page, make something, change how it looks. */
import { useNavigate } from "@tanstack/react-router";
import {
  IconChartHistogram,
  IconDatabaseImport,
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconPlus,
  IconHistory,
  IconProgressCheck,
  IconSettings,
  IconTrash,
  IconSun,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NamedIcon } from "#ui/Icon.tsx";
import { useMeta } from "../api/meta.ts";
import { LANGUAGE_NAMES, LANGUAGES } from "../language/language.ts";
import { paths } from "../paths.ts";
import { useCreating } from "../records/creating.tsx";
import { useWords } from "../records/words.ts";
import { useCommands } from "./commands.tsx";
import { usePreferences } from "./preferences.ts";
import { creatable, may, roomsOf } from "./rooms.ts";

export interface Command {
  id: string;
  label: string;
  icon: ReactNode;
  side?: ReactNode;
  act: () => void;
}

const look = { size: 17, stroke: 1.6, "aria-hidden": true } as const;

export function useActions(): { pages: Command[]; actions: Command[] } {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const navigate = useNavigate();
  const { create } = useCreating();
  const { openHelp } = useCommands();
  const { setLanguage, setTheme } = usePreferences();
  const { slug } = meta.workspace;
  const go = (href: string) => () => void navigate({ href });
  const pages: Command[] = [
    ...roomsOf(meta).flatMap(({ objects }) =>
      objects.map((object) => ({
        id: `page-${object.name}`,
        label: words.many(object),
        icon: <NamedIcon name={object.icon} size={17} />,
        act: go(paths.list(slug, object.path)),
      })),
    ),
    ...(may(meta, "insight")
      ? [
          {
            id: "page-insight",
            label: t("frame.insight"),
            icon: <IconChartHistogram {...look} />,
            act: go(paths.insight(slug)),
          },
        ]
      : []),
    ...(may(meta, "import")
      ? [
          {
            id: "page-import",
            label: t("frame.import"),
            icon: <IconDatabaseImport {...look} />,
            act: go(paths.imports(slug)),
          },
        ]
      : []),
    { id: "page-jobs", label: t("frame.jobs"), icon: <IconProgressCheck {...look} />, act: go(paths.jobs(slug)) },
    { id: "page-audit", label: t("audit.title"), icon: <IconHistory {...look} />, act: go(paths.audit(slug)) },
    { id: "page-trash", label: t("frame.trash"), icon: <IconTrash {...look} />, act: go(paths.trash(slug)) },
    {
      id: "page-settings",
      label: t("frame.settings"),
      icon: <IconSettings {...look} />,
      act: go(paths.settings(slug)),
    },
  ];
  const actions: Command[] = [
    ...creatable(meta).map((object) => ({
      id: `new-${object.name}`,
      label: t("frame.newOne", { what: words.inText(object.name) }),
      icon: <IconPlus {...look} />,
      act: () => create(object.name),
    })),
    { id: "light", label: t("frame.toLight"), icon: <IconSun {...look} />, act: () => setTheme("light") },
    { id: "dark", label: t("frame.toDark"), icon: <IconMoon {...look} />, act: () => setTheme("dark") },
    ...LANGUAGES.map((language) => ({
      id: language,
      label: LANGUAGE_NAMES[language],
      side: t("frame.language"),
      icon: <IconLanguage {...look} />,
      act: () => void setLanguage(language),
    })),
    { id: "help", label: t("frame.help"), icon: <IconKeyboard {...look} />, act: openHelp },
  ];
  return { pages, actions };
}
