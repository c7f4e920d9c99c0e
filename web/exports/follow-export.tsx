/** Asks for an export and follows it in a message at the edge of the screen, wherever the person goes meanwhile. */
import { Anchor, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useFormat } from "#ui/format.tsx";
import { toast } from "#ui/toast.tsx";
import { api, currentWorkspace } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { fileAddress, type Export } from "./exports.queries.ts";

const LOOK_EVERY_MS = 700;
/** Long enough to come back from another window; the list of jobs keeps the file. */
const STAYS_MS = 120_000;

/** Gives what starts an export: `what` is what the message calls it. */
export function useExporting(): (spec: object, what: string) => Promise<void> {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  return async (spec, what) => {
    const workspace = currentWorkspace();
    const options = workspace === undefined ? {} : { workspace };
    let message: string | undefined;
    try {
      let now = await api.post<Export>("/exports", spec, options);
      message = notifications.show({ loading: true, autoClose: false, message: t("exports.making", { what }) });
      const id = message;
      const soFar = (rows: number): void =>
        void notifications.update({
          id,
          loading: true,
          autoClose: false,
          message: t("exports.rowsSoFar", { what, rows: format.number(rows) }),
        });
      while (now.status === "queued" || now.status === "running") {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        now = await api.get<Export>(`/exports/${now.id}`, options);
        if (now.rows > 0) soFar(now.rows);
      }
      void queries.invalidateQueries({ queryKey: ["exports"] });
      void queries.invalidateQueries({ queryKey: ["jobs"] });
      if (now.status !== "done") throw new Error(now.error ?? t("exports.stopped", { what }));
      const said = t("exports.ready", { what, rows: format.number(now.rows) });
      const ready = <Ready file={now} said={said} save={t("exports.save")} />;
      notifications.update({ id: message, loading: false, color: "accent", autoClose: STAYS_MS, message: ready });
    } catch (error) {
      if (message !== undefined) notifications.hide(message);
      toast.problem((error as Error).message);
    }
  };
}

function Ready({ file, said, save }: { file: Export; said: string; save: string }) {
  return (
    <Text span size="sm">
      {said}{" "}
      <Anchor size="sm" fw={600} href={fileAddress(file.id)} download={file.fileName}>
        {save}
      </Anchor>
    </Text>
  );
}
