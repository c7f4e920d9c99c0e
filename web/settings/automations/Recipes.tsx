/** What most begin with: one press opens the sheet filled in. What was made already is offered no more. */
import { Button, Group } from "@mantine/core";
import { isCondition } from "#model/filter-kind.ts";
import { useMeta } from "#web/api/meta.ts";
import { useSay } from "#web/insight/say.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import type { Automation } from "./automations.queries.ts";
import { untouched, type NamedRecipe, type Recipe } from "./recipes.ts";

interface RecipesProps {
  made: readonly Automation[];
  onTake: (recipe: NamedRecipe) => void;
}

/** What it is about, whatever it is called: somebody may have made it in another language. */
const gistOf = ({ object, trigger, condition }: Recipe): string =>
  [object, trigger.on, ...(condition && isCondition(condition) ? [condition.field, condition.op] : [])].join(" ");

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
    .filter((recipe) => !made.some((each) => gistOf(each) === gistOf(recipe)));
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
