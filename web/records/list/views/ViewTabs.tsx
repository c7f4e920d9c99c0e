/** The views of a list as tabs over it; what differs from the saved one is said, with ways to keep or drop it. */
import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { IconChevronDown, IconPlus, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { late } from "#ui/late.tsx";
import { Opens } from "#ui/Opens.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { useMeta, type MetaObject } from "../../../api/meta.ts";
import { usePhone } from "../../../frame/folding.ts";
import { withMoreWords } from "../../../language/language.ts";
import { paths } from "../../../paths.ts";
import { useWords } from "../../words.ts";
import { LayoutIcon } from "./LayoutIcon.tsx";
import { ALL, type ListView } from "./list-view.ts";
import type { OtherViewsProps } from "./OtherViews.tsx";
import type { SaveFormProps } from "./SaveForm.tsx";
import { useViewDoings } from "./view-doings.ts";
import type { ViewMenuProps } from "./ViewMenu.tsx";
import type { SavedView } from "./views.queries.ts";
import classes from "./Views.module.css";

const SaveForm = late<SaveFormProps>(() => import("./SaveForm.tsx").then((module) => module.SaveForm));
const ViewMenu = late<ViewMenuProps>(async () => (await withMoreWords(import("./ViewMenu.tsx"))).ViewMenu);
const OtherViews = late<OtherViewsProps>(() => import("./OtherViews.tsx").then((module) => module.OtherViews));

/** As many stand side by side; the others are in a menu. */
const SIDE_BY_SIDE = 7;

export function ViewTabs({ object, list }: { object: MetaObject; list: ListView }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const doings = useViewDoings(object, list);
  const [saving, setSaving] = useState(false);
  const { chosen, changed, views } = list;
  const mine = chosen !== undefined && doings.mayChange(chosen);
  const pristine = chosen === undefined && !changed;
  return (
    <div className={classes.bar}>
      {phone ? <ViewSelect object={object} list={list} /> : <Tabs object={object} list={list} />}
      <div className={classes.acts}>
        {changed && chosen && (
          <>
            <span className={classes.changed}>{t("views.changed")}</span>
            {mine && (
              <Button size="compact-xs" onClick={() => void doings.save()}>
                {t("records.save")}
              </Button>
            )}
            <Button size="compact-xs" variant="subtle" color="gray" onClick={list.reset}>
              {t("views.reset")}
            </Button>
          </>
        )}
        {!(pristine && views.length === 0 && phone) && (
          <Opens
            kind="panel"
            button={
              <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconPlus size={13} aria-hidden />}>
                {t(chosen && changed ? "views.saveAsNew" : "views.saveAs")}
              </Button>
            }
            label={t("views.saveAs")}
            needs={[SaveForm]}
            open={saving}
            onOpen={setSaving}
            position="bottom-end"
            width={280}
          >
            <SaveForm onSave={async (name, sharing) => (await doings.saveAs(name, sharing)) && setSaving(false)} />
          </Opens>
        )}
        {phone && chosen && <DoingsMenu object={object} list={list} view={chosen} />}
      </div>
    </div>
  );
}

function Tabs({ object, list: listed }: { object: MetaObject; list: ListView }) {
  const { t } = useTranslation();
  const words = useWords();
  const { slug } = useMeta().workspace;
  const { views, chosen, changed } = listed;
  const shown = views.filter((view, place) => place < SIDE_BY_SIDE || view.id === chosen?.id);
  const others = views.filter((view) => !shown.includes(view));
  const href = (view: string) => paths.list(slug, object.path, { view });
  return (
    <nav className={classes.tabs} aria-label={t("views.views")}>
      <Link to={href(ALL)} className={classes.tab} {...(chosen ? {} : { "aria-current": "page", "data-here": true })}>
        {t("views.all", { what: words.manyInText(object) })}
      </Link>
      {shown.map((view) => (
        <span key={view.id} className={classes.tab} data-here={view.id === chosen?.id || undefined}>
          <Link
            to={href(view.id)}
            className={classes.name}
            {...(view.id === chosen?.id ? { "aria-current": "page" as const } : {})}
            title={view.name}
          >
            <LayoutIcon layout={view.definition.layout} size={14} />
            <OwnText>{view.name}</OwnText>
            {view.sharing === "shared" && <IconUsers size={13} aria-label={t("views.isShared")} />}
            {view.id === chosen?.id && changed && <span className={classes.dot} aria-hidden />}
          </Link>
          {view.id === chosen?.id && <DoingsMenu object={object} list={listed} view={view} />}
        </span>
      ))}
      {others.length > 0 && (
        <Opens
          kind="menu"
          button={
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              rightSection={<IconChevronDown size={13} aria-hidden />}
            >
              {t("views.more", { count: others.length })}
            </Button>
          }
          needs={[OtherViews]}
          position="bottom-start"
          height={360}
        >
          <OtherViews views={others} href={href} />
        </Opens>
      )}
    </nav>
  );
}

function DoingsMenu({ object, list, view }: { object: MetaObject; list: ListView; view: SavedView }) {
  const { t } = useTranslation();
  const doings = useViewDoings(object, list);
  const [open, setOpen] = useState<"menu" | "name" | null>(null);
  const target = (
    <ActionIcon size={24} aria-label={t("views.doings", { name: view.name })}>
      <IconChevronDown size={13} aria-hidden />
    </ActionIcon>
  );
  const close = () => setOpen(null);
  if (open === "name")
    return (
      <Opens
        kind="panel"
        button={target}
        label={t("views.rename")}
        needs={[SaveForm]}
        open
        onOpen={close}
        position="bottom-start"
        width={280}
      >
        <SaveForm
          named={view.name}
          onSave={async (name) => {
            await doings.patch(view, { name });
            close();
          }}
        />
      </Opens>
    );
  return (
    <Opens
      kind="menu"
      button={target}
      needs={[ViewMenu]}
      open={open === "menu"}
      onOpen={(on) => setOpen(on ? "menu" : null)}
      position="bottom-start"
      width={250}
      stays
    >
      <ViewMenu object={object} list={list} view={view} onDone={close} onRename={() => setOpen("name")} />
    </Opens>
  );
}

/** On a phone there is no room for tabs. */
function ViewSelect({ object, list }: { object: MetaObject; list: ListView }) {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const { slug } = useMeta().workspace;
  return (
    <NativeSelect
      size="xs"
      className={classes.select!}
      aria-label={t("views.views")}
      value={list.chosen?.id ?? ALL}
      onChange={(event) => void navigate({ href: paths.list(slug, object.path, { view: event.currentTarget.value }) })}
      data={[
        { value: ALL, label: t("views.all", { what: words.manyInText(object) }) },
        ...list.views.map((view) => ({ value: view.id, label: view.name })),
      ]}
    />
  );
}
