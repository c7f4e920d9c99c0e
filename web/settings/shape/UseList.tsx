/** What names a field, an object or an option: one line each, by its kind and name, with the place in it. */
import { Code } from "@mantine/core";
import { roleCalled } from "#model/product-roles.ts";
import { useTranslation } from "#web/language/language.ts";
import { useRoleName } from "#web/records/role-words.ts";

export interface Use {
  object: string;
  id: string | null;
  title: string | null;
  places: string[];
}

export function UseList({ uses }: { uses: readonly Use[] }) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const titleOf = ({ object, title }: Use): string => {
    if (title === null) return t("uses.someones");
    return object === "role" ? roleName(roleCalled(title)) : title;
  };
  return (
    <ul className="uses">
      {uses.map((use) => (
        <li key={`${use.object} ${use.id} ${use.places.join()}`}>
          {use.object === "import" ? t("uses.import") : t(`object.${use.object}`)}{" "}
          {use.object !== "import" && <bdi>{titleOf(use)}</bdi>} <Code dir="ltr">{use.places[0]}</Code>
        </li>
      ))}
    </ul>
  );
}
