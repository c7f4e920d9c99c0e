/** What names a field, an object or an option: one line each, by its kind and name, with the place in it. */
import { Code } from "@mantine/core";
import { useTranslation } from "#web/language/language.ts";

export interface Use {
  object: string;
  id: string | null;
  title: string | null;
  places: string[];
}

export function UseList({ uses }: { uses: readonly Use[] }) {
  const { t } = useTranslation();
  return (
    <ul className="uses">
      {uses.map((use) => (
        <li key={`${use.object} ${use.id} ${use.places.join()}`}>
          {use.object === "import" ? t("uses.import") : t(`object.${use.object}`)}{" "}
          {use.object !== "import" && <bdi>{use.title ?? t("uses.someones")}</bdi>}{" "}
          <Code dir="ltr">{use.places[0]}</Code>
        </li>
      ))}
    </ul>
  );
}
