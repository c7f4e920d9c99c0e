/** What an operation was about, as people call it, and where it can be looked at. */
import type { ReactNode } from "react";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { may } from "#web/frame/rooms.ts";
import { useRecordLinks } from "#web/insight/links.ts";
import { paths } from "#web/paths.ts";
import { useRoleName } from "#web/records/role-words.ts";
import type { Operation } from "./audit.queries.ts";
import { useMade } from "./made.tsx";

type Capability = Parameters<typeof may>[1];

/** What has no page of its own: the room of the settings where it is made, and who may enter. */
const ROOMS: Record<string, [room: string, needs: Capability]> = {
  user: ["users", "users"],
  invitation: ["users", "users"],
  team: ["teams", "users"],
  role: ["roles", "roles"],
  apiKey: ["api-keys", "apiKeys"],
  automation: ["automations", "settings"],
  webhook: ["webhooks", "settings"],
};

export interface SubjectProps {
  object: string;
  id: string;
  title: string | null;
  gone: boolean;
}

interface Subject {
  title: ReactNode;
  /** None where there is nothing to be looked at any more, or no page for it. */
  address: string | undefined;
}

export function useSubject({ object, id, title, gone }: SubjectProps): Subject {
  const meta = useMeta();
  const links = useRecordLinks();
  const roleName = useRoleName();
  const made = useMade(object, id);
  const [room, needs] = ROOMS[object] ?? [];
  const its = made?.room ?? (room && needs && may(meta, needs) ? room : undefined);
  const known = objectByName(meta, object);
  const page = known && !known.internal && known.rights.read ? links.record(object, id) : undefined;
  return {
    title: made?.title ?? (title !== null && object === "role" ? roleName(title) : title),
    address: gone ? undefined : its === undefined ? page : paths.settings(links.slug, its),
  };
}

/** All of it is gone: there is no page to go to. */
export const isGone = ({ counts }: Pick<Operation, "counts">): boolean =>
  counts.length > 0 && counts.every(({ type }) => type === "deleted" || type === "purged");
