/** What a page or panel of a module is given to work with: the small interface that docs/guides/extending.md promises. */
import type { RecordJson } from "#model/json.ts";
import type { api } from "../api/client.ts";

export interface ModuleFace {
  /** In the name of who looks, in the workspace one is in; paths as in the API without `/api/v1`. Problems are thrown. */
  api: Pick<typeof api, "get" | "post" | "patch" | "delete">;
  language: "en" | "hi" | "ur";
  /** For `Intl`: the language as it is written in the company's country. */
  locale: string;
  direction: "ltr" | "rtl";
  theme: "light" | "dark";
  workspace: { slug: string; name: string; settings: Record<string, unknown> };
  me: { id: string; name: string };
  /** The one of these in the reader's language, else in English. */
  say: (words: Record<string, string>) => string;
  /** Addresses of the screens. */
  paths: {
    list: (object: string) => string;
    record: (object: string, id: string) => string;
    page: (name: string) => string;
  };
  /** To one of these addresses, without loading the page anew. */
  go: (address: string) => void;
  /** On a record's page: the record as the reader sees it. The panel is mounted anew when it has changed. */
  record?: { object: string; value: RecordJson };
}

/** The default export of a page's script. What it returns is called when the page is left. */
export type Mount = (element: HTMLElement, raabta: ModuleFace) => unknown;
