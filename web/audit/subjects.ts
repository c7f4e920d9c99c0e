/** What an operation was about, as people call it, and where it can be looked at. */
import { objectByName, useMeta, type Meta } from "#web/api/meta.ts";
import { may } from "#web/frame/rooms.ts";
import { useRecordLinks } from "#web/insight/links.ts";
import { paths } from "#web/paths.ts";
import { useRoleName } from "#web/records/role-words.ts";
import { useWords } from "#web/records/words.ts";
import type { Operation } from "./audit.queries.ts";

type Capability = Parameters<typeof may>[1];

/** What shapes the workspace has no page of its own: the room of the settings where it is made, and who may enter. */
const ROOMS: Record<string, [room: string, needs: Capability]> = {
  user: ["users", "users"],
  invitation: ["users", "users"],
  team: ["teams", "users"],
  role: ["roles", "roles"],
  apiKey: ["api-keys", "apiKeys"],
  customObject: ["shape", "settings"],
  customField: ["shape", "settings"],
  businessRule: ["shape", "settings"],
  pageLayout: ["shape", "settings"],
  customAction: ["actions-made", "settings"],
  automation: ["automations", "settings"],
  webhook: ["webhooks", "settings"],
};

export interface Subject {
  title: string | undefined;
  /** None where there is nothing to be looked at any more, or no page for it. */
  address: string | undefined;
}

export function useSubjects() {
  const meta = useMeta();
  const links = useRecordLinks();
  const words = useWords();
  const roleName = useRoleName();
  const titleOf = (object: string, title: string): string => {
    if (object === "customObject") return objectByName(meta, title) ? words.many(title) : title;
    if (object === "customField") return fieldTitle(meta, words, title);
    return object === "role" ? roleName(title) : title;
  };
  return (object: string, id: string, title: string | null, gone: boolean): Subject => {
    const [room, needs] = ROOMS[object] ?? [];
    const settings = room && needs && may(meta, needs) ? paths.settings(links.slug, room) : undefined;
    const page = objectByName(meta, object)?.internal === true ? undefined : links.record(object, id);
    return {
      title: title === null ? undefined : titleOf(object, title),
      address: gone ? undefined : (settings ?? page),
    };
  };
}

/** A field is kept under the name that programs know; its words stand in the catalogue. */
function fieldTitle(meta: Meta, words: ReturnType<typeof useWords>, name: string): string {
  for (const object of meta.objects) {
    const field = object.fields.find((each) => each.name === name);
    if (field) return `${words.field(object.name, field)} (${words.many(object)})`;
  }
  return name;
}

/** All of it is gone: there is no page to go to. */
export const isGone = ({ counts }: Pick<Operation, "counts">): boolean =>
  counts.length > 0 && counts.every(({ type }) => type === "deleted" || type === "purged");
