/** Says above everything that one looks as somebody else and changes nothing, with the way back. */
import { useHotkeys } from "@mantine/hooks";
import { IconEye } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { OwnText } from "#ui/own-text.tsx";
import { toast } from "#ui/toast.tsx";
import { useMeta } from "../api/meta.ts";
import { useRoleName } from "../records/role-words.ts";
import { seeAsOneself } from "./seeing.ts";
import classes from "./SeeingBanner.module.css";

export function SeeingBanner() {
  const { t } = useTranslation();
  const { me } = useMeta();
  const roleName = useRoleName();
  // As a role one is nobody in particular, and goes by its name.
  const name = me.name === me.role.name ? roleName(me.name) : me.name;
  const back = (): void => void seeAsOneself().catch((error: Error) => toast.problem(error.message));
  // What is open closes first.
  useHotkeys([["Escape", () => document.querySelector("[role=dialog],[role=menu],[role=listbox]") ?? back()]]);
  return (
    <div role="status" className={classes.banner}>
      <IconEye size={16} aria-hidden />
      <OwnText>{t("seeAs.banner", { name })}</OwnText>
      <button type="button" className={classes.back} onClick={back}>
        {t("seeAs.back")}
      </button>
    </div>
  );
}
