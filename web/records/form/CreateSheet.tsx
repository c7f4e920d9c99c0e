/** The sheet at the side in which a record is made. */
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { JsonObject, RecordJson } from "#model/json.ts";
import { objectByName, useMeta } from "../../api/meta.ts";
import { DraftSheet } from "../../frame/DraftSheet.tsx";
import { paths } from "../../paths.ts";
import { useWords } from "../words.ts";
import { RecordForm } from "./RecordForm.tsx";

interface CreateSheetProps {
  object: string;
  values?: JsonObject;
  made?: (record: RecordJson) => void;
  onClose: () => void;
  onReopen: () => void;
}

export function CreateSheet({ object: name, values, made, onClose, onReopen }: CreateSheetProps) {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const navigate = useNavigate();
  const object = objectByName(meta, name);
  if (!object) return null;
  const open = ({ id }: RecordJson) => ({
    label: t("records.open"),
    act: () => navigate({ href: paths.record(meta.workspace.slug, object.path, id) }),
  });
  return (
    <DraftSheet
      id={`create ${name} ${JSON.stringify(values ?? {})}`}
      size={object.fields.some((field) => field.storage === "children") ? "xl" : "lg"}
      title={t("frame.newOne", { what: words.inText(name) })}
      onClose={onClose}
      onReopen={onReopen}
    >
      {(end) => (
        <RecordForm
          object={object}
          values={values}
          more={open}
          onDone={(record) => {
            end();
            made?.(record);
          }}
          onCancel={end}
        />
      )}
    </DraftSheet>
  );
}
