/** What a layout comes to on the record page. */
import { OwnText } from "#ui/own-text.tsx";
import { fieldOf, type MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { headingOf, useWords } from "#web/records/words.ts";
import type { Draft } from "./arrange.ts";

export function LayoutPreview({ object, draft }: { object: MetaObject; draft: Draft }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <aside className="layout-preview" aria-label={t("layouts.preview")}>
      <h3>{t("layouts.preview")}</h3>
      {draft.groups
        .filter((group) => group.fields.length > 0)
        .map((group) => (
          <section key={group.name}>
            <h4>
              <OwnText>{headingOf(words, object.name, group)}</OwnText>
            </h4>
            <dl>
              {group.fields.map((name) => (
                <div key={name}>
                  <dt>
                    <OwnText>{words.field(object.name, fieldOf(object, name) ?? name)}</OwnText>
                  </dt>
                  <dd>–</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
    </aside>
  );
}
