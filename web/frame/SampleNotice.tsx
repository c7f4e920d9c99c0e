/** Says that records of a template are made up, and takes them away in one go. */
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { toast } from "#ui/toast.tsx";
import { api } from "../api/client.ts";
import { useFormat } from "#ui/format.tsx";
import classes from "./SampleNotice.module.css";

export function SampleNotice() {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.delete<{ undone: number; stayed: number }>("/configuration/samples"),
    onSuccess: async ({ stayed }) => {
      toast.done(t(stayed > 0 ? "samples.partly" : "samples.gone", { count: stayed, number: format.number(stayed) }));
      await queries.invalidateQueries();
    },
    onError: (error) => toast.problem(error.message),
  });
  return (
    <div className={classes.notice} role="note">
      <span>{t("samples.here")}</span>
      <Button size="compact-xs" variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
        {t("samples.remove")}
      </Button>
    </div>
  );
}
