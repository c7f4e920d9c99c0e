/** Making a record on a page of its own: the same form, at an address that can be linked to. */
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { objectByPath, useMeta } from "../../api/meta.ts";
import { NotThere } from "../../frame/Failure.tsx";
import { Page } from "../../frame/Page.tsx";
import { paths } from "../../paths.ts";
import { useWords } from "../words.ts";
import { RecordForm } from "./RecordForm.tsx";

export function CreatePage() {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const meta = useMeta();
  const { path = "" } = useParams({ strict: false });
  const object = objectByPath(meta, path);
  if (!object || !object.rights.create) return <NotThere />;
  const { slug } = meta.workspace;
  return (
    <Page title={t("frame.newOne", { what: words.inText(object.name) })} width="narrow">
      <RecordForm
        object={object}
        onDone={(record) => void navigate({ href: paths.record(slug, object.path, record.id) })}
        onCancel={() => void navigate({ href: paths.list(slug, object.path) })}
      />
    </Page>
  );
}
