/** A quiet word while a record is being made: there may be one already, and a link to it. */
import { Anchor, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { JsonObject } from "#model/json.ts";
import { OwnText } from "#ui/own-text.tsx";
import { api } from "../../api/client.ts";
import { useMeta, type MetaObject } from "../../api/meta.ts";
import { paths } from "../../paths.ts";
import { useWords } from "../words.ts";

interface Same {
  id: string;
  title: string | null;
  fields: string[];
}

/** @param values as they would be sent; nothing is asked while there are none. */
export function MaybeSame({ object, values }: { object: MetaObject; values: JsonObject }) {
  const { t } = useTranslation();
  const words = useWords();
  const { slug } = useMeta().workspace;
  const [asked] = useDebouncedValue(JSON.stringify(values), 400);
  const found = useQuery({
    queryKey: ["w", slug, "duplicates", object.name, asked],
    queryFn: ({ signal }) =>
      api.post<{ data: Same[] }>(`/${object.path}/duplicates`, JSON.parse(asked) as JsonObject, { signal }),
    enabled: asked !== "{}" && !object.internal && object.rights.read,
    placeholderData: keepPreviousData,
  });
  const same = asked === "{}" ? [] : (found.data?.data ?? []);
  return (
    <div role="status">
      {same.length > 0 && (
        <Text size="sm" c="dimmed">
          {t("records.maybeSame")}{" "}
          {same.map((one, place) => (
            <span key={one.id}>
              {place > 0 && " · "}
              <Anchor size="sm" href={paths.record(slug, object.path, one.id)} target="_blank">
                <OwnText>{one.title ?? words.one(object.name)}</OwnText>
              </Anchor>{" "}
              ({one.fields.map((field) => words.field(object.name, field)).join(", ")})
            </span>
          ))}
        </Text>
      )}
    </div>
  );
}
