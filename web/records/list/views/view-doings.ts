/** Keeping, changing and taking away saved views. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { toast } from "#ui/toast.tsx";
import { api } from "../../../api/client.ts";
import { useMeta, type MetaObject } from "../../../api/meta.ts";
import { pinsKey } from "../../../frame/pins/pins.queries.ts";
import { may } from "../../../frame/rooms.ts";
import { useSay } from "../../../insight/say.ts";
import { useUndoing } from "../../../undo/undoing.ts";
import { useIssueWords } from "../../issues.ts";
import { ALL, type ListView } from "./list-view.ts";
import { placeBetween, plainView, type Draft } from "./shown.ts";
import { viewsKey, type SavedView } from "./views.queries.ts";

export interface ViewDoings {
  /** May the person change this view? */
  mayChange: (view: SavedView) => boolean;
  mayDefault: boolean;
  save: () => Promise<void>;
  saveAs: (name: string, sharing: SavedView["sharing"]) => Promise<boolean>;
  patch: (
    view: SavedView,
    patch: Partial<Record<"name" | "sharing" | "position" | "defaultFor" | "pinnedFor", unknown>>,
  ) => Promise<void>;
  /** One place earlier or later among those that the person may move it past. */
  move: (view: SavedView, step: -1 | 1) => Promise<void>;
  remove: (view: SavedView) => Promise<void>;
}

export function useViewDoings(object: MetaObject, list: ListView): ViewDoings {
  const say = useSay();
  const undoing = useUndoing();
  const meta = useMeta();
  const { slug } = meta.workspace;
  const issues = useIssueWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const refresh = () =>
    Promise.all(
      [viewsKey(slug, object.name), pinsKey(slug)].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  const mayDefault = may(meta, "settings");
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      toast.problem(issues.all(error));
      return false;
    } finally {
      await refresh();
    }
  };
  const show = (id: string) => void navigate({ to: ".", search: { view: id } });
  const write = async (view: SavedView, patch: object) => {
    const back: string[] = [];
    const operation = (id: string): void => void back.push(id);
    const saved = await api.patch<SavedView>(`/views/${view.id}`, patch, { ifMatch: view.version, operation });
    undoing.offer({ what: say("undo.viewSaved", { name: saved.name }), back, brief: true });
    queries.setQueryData<SavedView[]>(viewsKey(slug, object.name), (old) =>
      old?.map((one) => (one.id === saved.id ? { ...one, ...saved } : one)),
    );
  };
  const doings: ViewDoings = {
    mayChange: (view) => view.owner?.id === meta.me.id || (view.sharing === "shared" && mayDefault),
    mayDefault,
    async save() {
      const { chosen, shown } = list;
      if (!chosen) return;
      const shape: Draft = chosen.definition.q ? shown : { ...shown, q: undefined };
      if (await attempt(() => write(chosen, { definition: plainView(shape, object) }))) list.reset();
    },
    async saveAs(name, sharing) {
      const position = Math.max(0, ...list.views.map((view) => Number(view.position ?? 0))) + 1;
      return attempt(async () => {
        const body = { name, sharing, object: object.name, position: String(position) };
        const back: string[] = [];
        const operation = (id: string): void => void back.push(id);
        const definition = plainView(list.shown, object);
        const made = await api.post<SavedView>("/views", { ...body, definition }, { operation });
        undoing.offer({ what: say("undo.viewSaved", { name }), back, after: () => show(ALL) });
        queries.setQueryData<SavedView[]>(viewsKey(slug, object.name), (old) => [...(old ?? []), made]);
        list.reset();
        show(made.id);
      });
    },
    patch: async (view, patch) => void (await attempt(() => write(view, patch))),
    async move(view, step) {
      const position = placeBetween(list.views, list.views.indexOf(view), step);
      if (position !== undefined) await doings.patch(view, { position: String(position) });
    },
    async remove(view) {
      await attempt(async () => {
        const back: string[] = [];
        await api.delete(`/views/${view.id}`, { operation: (id) => back.push(id) });
        undoing.offer({ what: say("views.deleted", { name: view.name }), back, after: () => show(view.id) });
        show(ALL);
      });
    },
  };
  return doings;
}
