/** Offers the figure that the name of a new field asks for; one press fills in what it is told. */
import { Button } from "@mantine/core";
import { IconSum } from "@tabler/icons-react";
import type { MouseEvent } from "react";
import { useMeta, type MetaObject } from "#web/api/meta.ts";
import { useFormat } from "#ui/format.tsx";
import { useSay } from "#web/insight/say.ts";
import { useWords } from "#web/records/words.ts";
import { figureNamed } from "./computed/figure-named.ts";
import type { FieldSettings } from "./shape.queries.ts";

interface FigureOfferProps {
  object: MetaObject;
  name: string;
  onTake: (settings: FieldSettings, event: MouseEvent<HTMLButtonElement>) => void;
}

export function FigureOffer({ object, name, onTake }: FigureOfferProps) {
  const meta = useMeta();
  const words = useWords();
  const say = useSay();
  const format = useFormat();
  const figure = figureNamed(name, object, meta, words);
  if (!figure) return null;
  const { child, by, sum, window } = figure;
  const said = say(`shape.figure.${sum ? "sum" : "count"}${window ? "Recent" : ""}`, {
    objects: words.manyInText(child),
    field: sum ? words.field(child.name, sum) : "",
    days: format.number(window?.days ?? 0),
  });
  return (
    <Button
      variant="light"
      className="figure-offer"
      leftSection={<IconSum size={16} aria-hidden />}
      onClick={(event) =>
        onTake(
          {
            object: child.name,
            by: by.name,
            ...(sum ? { aggregate: "sum", field: sum.name } : { aggregate: "count" }),
            ...(window ? { window } : {}),
          },
          event,
        )
      }
    >
      {said}
    </Button>
  );
}
