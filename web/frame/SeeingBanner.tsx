/** Says above everything that one looks as somebody else and changes nothing, with the way back. */
import { useHotkeys } from "@mantine/hooks";
import { IconEye } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Rights } from "#model/rights.ts";
import { OwnText } from "#ui/own-text.tsx";
import { toast } from "#ui/toast.tsx";
import { useMeta } from "../api/meta.ts";
import { useRoleName } from "../records/role-words.ts";
import { roomsOf } from "./rooms.ts";
import { seeAsOneself } from "./seeing.ts";
import classes from "./SeeingBanner.module.css";

export function SeeingBanner() {
  const { t } = useTranslation();
  const meta = useMeta();
  const { me } = meta;
  const roleName = useRoleName();
  // As a role one is nobody in particular, and goes by its name; what its people would have is what one has oneself.
  const asRole = me.name === me.role.name;
  const name = asRole ? roleName(me.name) : me.name;
  const lent = asRole && roomsOf(meta).some(({ objects }) => objects.some(({ name }) => asksWhoLooks(me.rights, name)));
  const back = (): void => void seeAsOneself().catch((error: Error) => toast.problem(error.message));
  // What is open closes first.
  useHotkeys([["Escape", () => document.querySelector("[role=dialog],[role=menu],[role=listbox]") ?? back()]]);
  return (
    <div role="status" className={classes.banner} data-long={lent || undefined}>
      <IconEye size={16} aria-hidden />
      <OwnText>{t(lent ? "seeAs.asRole" : "seeAs.banner", { name })}</OwnText>
      <button type="button" className={classes.back} onClick={back}>
        {t("seeAs.back")}
      </button>
    </div>
  );
}

/** Does it depend on who looks which records of the object are to be seen? */
function asksWhoLooks({ objects, standard }: Rights, name: string): boolean {
  const { read } = objects[name] ?? standard;
  return typeof read === "string" ? read === "own" || read === "team" : JSON.stringify(read).includes('"me":true');
}
