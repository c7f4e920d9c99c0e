/** What most begin with: one press opens the sheet filled in. What was made already is offered no more. */
import { Button, Group } from "@mantine/core";
import { useMeta } from "#web/api/meta.ts";
import { useSay } from "#web/insight/say.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import type { Automation } from "./automations.queries.ts";
import { untouched, type NamedRecipe } from "./recipes.ts";

interface RecipesProps {
  made: readonly Automation[];
  onTake: (recipe: NamedRecipe) => void;
}

export function Recipes({ made, onTake }: RecipesProps) {
  const { t } = useTranslation();
  const say = useSay();
  const meta = useMeta();
  const words = useWords();
  const found = meta.objects
    .flatMap((object): NamedRecipe[] => {
      const recipe = object.rights.update ? untouched(meta, object) : undefined;
      return recipe ? [{ ...recipe, name: say("automations.untouched", { object: words.many(object) }) }] : [];
    })
    .filter((recipe) => !made.some((each) => each.object === recipe.object && each.name === recipe.name));
  if (found.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={t("automations.beginWith")}>
      <span aria-hidden>{t("automations.beginWith")}</span>
      {found.map((recipe) => (
        <Button key={recipe.object} variant="default" size="compact-sm" onClick={() => onTake(recipe)}>
          {recipe.name}
        </Button>
      ))}
    </Group>
  );
}
