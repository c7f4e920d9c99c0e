/** What can be done with a saved view: name it, share it, put it first for a role, move it, take it away. */
import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  IconArrowLeft,
  IconArrowRight,
  IconChevronDown,
  IconLink,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconStar,
  IconTrash,
  IconUser,
  IconUsers,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { plainText } from "#model/json.ts";
import { copyText } from "#ui/copying.ts";
import { toast } from "#ui/toast.tsx";
import { api } from "../../../api/client.ts";
import { useMeta, type MetaObject } from "../../../api/meta.ts";
import { pin, unpin } from "../../../frame/pins/pinning.ts";
import { usePins } from "../../../frame/pins/pins.queries.ts";
import { usePinning } from "../../../frame/pins/use-pinning.ts";
import type { ListPageData } from "../../records.queries.ts";
import { useRoleName } from "../../role-words.ts";
import { paths } from "../../../paths.ts";
import type { ListView } from "./list-view.ts";
import { useViewDoings } from "./view-doings.ts";
import type { SavedView } from "./views.queries.ts";

export interface ViewMenuProps {
  object: MetaObject;
  list: ListView;
  view: SavedView;
  onDone: () => void;
  onRename: () => void;
}

const look = { size: 15, "aria-hidden": true } as const;

export function ViewMenu({ object, list, view, onDone, onRename }: ViewMenuProps) {
  const { t } = useTranslation();
  const { slug } = useMeta().workspace;
  const doings = useViewDoings(object, list);
  const mine = doings.mayChange(view);
  const place = list.views.indexOf(view);
  const other = view.sharing === "mine" ? "shared" : "mine";
  return (
    <>
      {mine && (
        <>
          <Menu.Item leftSection={<IconPencil {...look} />} onClick={onRename}>
            {t("views.rename")}
          </Menu.Item>
          <Menu.Item
            leftSection={other === "shared" ? <IconUsers {...look} /> : <IconUser {...look} />}
            onClick={() => {
              const unshared = other === "mine" ? { defaultFor: [], pinnedFor: [] } : {};
              void doings.patch(view, { sharing: other, ...unshared });
              onDone();
            }}
          >
            {t(other === "shared" ? "views.share" : "views.unshare")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowLeft {...look} className="icon-pointing" />}
            disabled={place === 0}
            onClick={() => void doings.move(view, -1)}
          >
            {t("views.earlier")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowRight {...look} className="icon-pointing" />}
            disabled={place === list.views.length - 1}
            onClick={() => void doings.move(view, 1)}
          >
            {t("views.later")}
          </Menu.Item>
        </>
      )}
      <PinItem view={view} onDone={onDone} />
      <Menu.Item
        leftSection={<IconLink {...look} />}
        onClick={() => {
          const address = new URL(paths.list(slug, object.path, { view: view.id }), location.href).href;
          void copyText(address).then(() => toast.done(t("record.linkCopied")));
          onDone();
        }}
      >
        {t("record.copyLink")}
      </Menu.Item>
      {doings.mayDefault && view.sharing === "shared" && (
        <>
          <Menu.Divider />
          <ForRoles object={object} list={list} view={view} field="defaultFor" label={t("views.firstFor")} />
          <ForRoles object={object} list={list} view={view} field="pinnedFor" label={t("pins.forRoles")} />
        </>
      )}
      {mine && (
        <>
          <Menu.Divider />
          <Menu.Item
            style={{ color: "var(--bad)" }}
            leftSection={<IconTrash {...look} />}
            onClick={() => {
              onDone();
              void doings.remove(view);
            }}
          >
            {t("views.delete")}
          </Menu.Item>
        </>
      )}
    </>
  );
}

function PinItem({ view, onDone }: Pick<ViewMenuProps, "view" | "onDone">) {
  const { t } = useTranslation();
  const pinning = usePinning();
  const pinned = usePins().find(({ id }) => id === view.id);
  const Mark = pinned ? IconPinnedOff : IconPin;
  return (
    <Menu.Item
      leftSection={<Mark {...look} />}
      onClick={() => {
        const { id, name, object, definition } = view;
        void (pinned
          ? unpin(pinning, pinned)
          : pin(pinning, { id, name, object, layout: definition.layout ?? "table" }));
        onDone();
      }}
    >
      {t(pinned ? "pins.unpin" : "pins.pin")}
    </Menu.Item>
  );
}

interface ForRolesProps extends Omit<ViewMenuProps, "onDone" | "onRename"> {
  field: "defaultFor" | "pinnedFor";
  label: string;
}

/** The roles for whose people the view comes first or is pinned, shown when one asks for them. */
function ForRoles({ object, list, view, field, label }: ForRolesProps) {
  const roleName = useRoleName();
  const { slug } = useMeta().workspace;
  const doings = useViewDoings(object, list);
  const [open, setOpen] = useState(false);
  const roles = useQuery({
    queryKey: ["w", slug, "records", "roles", "names"],
    queryFn: async ({ signal }) =>
      (await api.get<ListPageData>("/roles", { query: { fields: "name", limit: 100, count: "none" }, signal })).data,
    enabled: open,
  });
  const chosen = view[field].map((role) => role.id);
  return (
    <>
      <Menu.Item
        aria-expanded={open}
        leftSection={field === "pinnedFor" ? <IconPin {...look} /> : <IconStar {...look} />}
        rightSection={<IconChevronDown size={13} aria-hidden style={open ? { rotate: "180deg" } : {}} />}
        onClick={() => setOpen(!open)}
      >
        {label}
      </Menu.Item>
      {open &&
        (roles.data ?? []).map((role) => {
          const on = chosen.includes(role.id);
          return (
            <Menu.CheckboxItem
              key={role.id}
              py={3}
              checked={on}
              onChange={() => {
                const next = on ? chosen.filter((id) => id !== role.id) : [...chosen, role.id];
                void doings.patch(view, { [field]: next });
              }}
            >
              {roleName(plainText(role["name"]))}
            </Menu.CheckboxItem>
          );
        })}
    </>
  );
}
