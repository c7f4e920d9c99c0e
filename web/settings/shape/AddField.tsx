/** Where a field is missed it can be made: for those who look after the settings. */
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useMeta, type MetaObject } from "#web/api/meta.ts";
import { useRecordLinks } from "#web/insight/links.ts";
import { paths } from "#web/paths.ts";
import { useTranslation } from "#web/language/language.ts";
import { mayShape } from "./may-shape.ts";

const FieldSheet = lazy(async () => ({ default: (await import("./FieldSheet.tsx")).FieldSheet }));

export function AddField({ object }: { object: MetaObject }) {
  const { t } = useTranslation();
  const meta = useMeta();
  const links = useRecordLinks();
  const [open, setOpen] = useState(false);
  if (!mayShape(meta, object)) return null;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        color="gray"
        leftSection={<IconPlus size={14} />}
        onClick={() => setOpen(true)}
      >
        {t("shape.addField")}
      </Button>
      <Button
        component="a"
        variant="subtle"
        size="compact-sm"
        color="gray"
        {...links.at(`${paths.settings(links.slug, "shape")}#${object.name}.layouts`)}
      >
        {t("shape.layOut")}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <FieldSheet object={object.name} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
