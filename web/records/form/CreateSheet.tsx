/** The sheet at the side in which a record is made. */
import { Drawer } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { JsonObject, RecordJson } from "#model/json.ts";
import { objectByName, useMeta } from "../../api/meta.ts";
import { paths } from "../../paths.ts";
import { useWords } from "../words.ts";
import { RecordForm } from "./RecordForm.tsx";

interface CreateSheetProps {
  object: string;
  values?: JsonObject;
  made?: (record: RecordJson) => void;
  onClose: () => void;
}

export function CreateSheet({ object: name, values, made, onClose }: CreateSheetProps) {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const navigate = useNavigate();
  const object = objectByName(meta, name);
  if (!object) return null;
  const done = (record: RecordJson) => {
    onClose();
    made?.(record);
  };
  const open = ({ id }: RecordJson) => ({
    label: t("records.open"),
    act: () => navigate({ href: paths.record(meta.workspace.slug, object.path, id) }),
  });
  return (
    <Drawer
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      size={object.fields.some((field) => field.storage === "children") ? "xl" : "lg"}
      title={t("frame.newOne", { what: words.inText(name) })}
      closeButtonProps={{ "aria-label": t("frame.close") }}
    >
      <RecordForm object={object} values={values} more={open} onDone={done} onCancel={onClose} />
    </Drawer>
  );
}
