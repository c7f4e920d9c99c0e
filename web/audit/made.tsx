/** What a company shaped its workspace with: told as the settings tell it, with the place there where it is made. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, currentWorkspace } from "#web/api/client.ts";
import { fieldOf, objectByName, useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { ownWord } from "#web/language/own-words.ts";
import { useRoleName } from "#web/records/role-words.ts";
import { typeField } from "#web/records/record-type.ts";
import { useWords } from "#web/records/words.ts";
import { RuleSummary } from "#web/settings/rules/RuleSummary.tsx";
import type { OwnRule } from "#web/settings/rules/rules.queries.ts";
import type { Named } from "#web/settings/settings.queries.ts";

/** The parts of them that say what they are. */
interface Made {
  id: string;
  object?: string;
  name: string;
  label?: Record<string, string | { one: string; many: string }> | null;
  forRole?: Named | null;
  forTeam?: Named | null;
  forType?: string | null;
}

/** Each with its address at the API and the room of the settings, or the part of it. */
const MADE = {
  customObject: ["custom-objects", "shape", "fields"],
  customField: ["custom-fields", "shape", "fields"],
  recordType: ["record-types", "shape", "types"],
  businessRule: ["business-rules", "shape", "rules"],
  pageLayout: ["page-layouts", "shape", "layouts"],
  customAction: ["custom-actions", "actions-made", undefined],
} as const satisfies Record<string, readonly [path: string, room: string, tab: string | undefined]>;
type Kind = keyof typeof MADE;

const isMade = (object: string): object is Kind => Object.hasOwn(MADE, object);

/** In use or retired. */
function useRecord(kind: Kind | undefined, id: string): Made | undefined {
  const path = kind === undefined ? "" : MADE[kind][0];
  const list = (trash: object) => ({
    queryKey: ["settings", currentWorkspace(), path, "told", trash],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await api.get<{ data: Made[] }>(`/${path}`, { query: { limit: 200, count: "none", ...trash }, signal })).data,
    staleTime: 60_000,
  });
  const standing = useQuery({ ...list({}), enabled: kind !== undefined });
  const found = standing.data?.find((one) => one.id === id);
  const retired = useQuery({ ...list({ trash: "true" }), enabled: standing.isSuccess && !found });
  return found ?? retired.data?.find((one) => one.id === id);
}

/** @returns undefined where it is nothing of the kind, or the reader does not look after it */
export function useMade(object: string, id: string): { title: ReactNode; room: string } | undefined {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const roleName = useRoleName();
  const kind = isMade(object) && objectByName(meta, object)?.rights.read ? object : undefined;
  const made = useRecord(kind, id);
  if (!kind || !made) return undefined;
  const [, room, tab] = MADE[kind];
  const of = kind === "customObject" ? made.name : (made.object ?? "");
  const shaped = objectByName(meta, of);
  const label = ownWord(made.label as Record<string, string> | undefined);
  const among = (what: ReactNode): ReactNode => (
    <>
      {what} ({words.many(shaped ?? of)})
    </>
  );
  const title = (): ReactNode => {
    if (kind === "businessRule" && shaped) return among(<RuleSummary object={shaped} rule={made as OwnRule} />);
    if (kind === "pageLayout") {
      const type = shaped && typeField(shaped);
      const whose = [
        made.forRole ? roleName(made.forRole.title) : (made.forTeam?.title ?? t("layouts.everyone")),
        ...(made.forType && type ? [words.option(of, type.name, made.forType)] : []),
      ];
      return among(whose.join(" · "));
    }
    if (kind === "customObject") return shaped ? words.many(shaped) : manyOf(made);
    const field = shaped && kind === "customField" ? fieldOf(shaped, made.name) : undefined;
    return among(field ? words.field(of, field) : (label ?? made.name));
  };
  return { title: title(), room: tab && shaped ? `${room}#${of}.${tab}` : room };
}

/** Of an object that was retired. */
function manyOf({ label, name }: Made): string {
  const word: unknown = ownWord(label as Record<string, string> | undefined);
  return typeof word === "object" && word !== null ? String((word as { many: string }).many) : name;
}
