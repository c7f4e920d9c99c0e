/** What can be made anew, in its menu. */
import { Menu } from "@mantine/core";
import { NamedIcon } from "#ui/Icon.tsx";
import { useMeta } from "../api/meta.ts";
import { useCreating } from "../records/creating.tsx";
import { useWords } from "../records/words.ts";
import { creatable } from "./rooms.ts";

export function NewItems() {
  const words = useWords();
  const { create } = useCreating();
  return creatable(useMeta()).map((object) => (
    <Menu.Item
      key={object.name}
      leftSection={<NamedIcon name={object.icon} size={16} />}
      onClick={() => create(object.name)}
    >
      {words.one(object.name)}
    </Menu.Item>
  ));
}
