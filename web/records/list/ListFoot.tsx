/** Under a list: how many records there are, and jumps to a value, to the top and to the end. */
import { Button, Group, Popover } from "@mantine/core";
import { IconArrowBarToDown, IconArrowBarToUp } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "#model/json.ts";
import { useFormat } from "#ui/format.tsx";
import { fieldOf, type MetaObject } from "../../api/meta.ts";
import { OperandEditor } from "../filter/OperandEditor.tsx";
import { useWords } from "../words.ts";
import classes from "./List.module.css";

interface ListFootProps {
  object: MetaObject;
  count: { value: number; exact: boolean } | null | undefined;
  sortField: string | undefined;
  onJump: (start: string | undefined) => void;
}

export function ListFoot({ object, count, sortField, onJump }: ListFootProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.foot}>
      <span className="tabular" aria-live="polite">
        {count &&
          t(count.exact ? "list.count" : "list.countOver", { count: count.value, number: format.number(count.value) })}
      </span>
      <Group gap={4} wrap="nowrap">
        <JumpTo object={object} name={sortField} onJump={onJump} />
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconArrowBarToUp size={14} aria-hidden />}
          onClick={() => onJump(undefined)}
        >
          {t("list.top")}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconArrowBarToDown size={14} aria-hidden />}
          onClick={() => onJump("end")}
        >
          {t("list.end")}
        </Button>
      </Group>
    </div>
  );
}

function JumpTo({
  object,
  name,
  onJump,
}: {
  object: MetaObject;
  name: string | undefined;
  onJump: (start: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const [open, setOpen] = useState(false);
  const [value, setValue] = useState<Json>(null);
  const field = name === undefined ? undefined : fieldOf(object, name);
  const operator =
    field && (["gte", "eq", "on", "startsWith"] as const).find((op) => field.operators[op] !== undefined);
  if (!field || !operator) return null;
  const go = () => {
    if (value !== null && value !== "") onJump(`at:${JSON.stringify(value)}`);
    setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="top-end" width={240} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setOpen(!open)}>
          {t("list.jumpTo", { field: words.field(object.name, field) })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("list.jumpTo", { field: words.field(object.name, field) })}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <Group gap="xs" wrap="nowrap">
            <div style={{ flex: 1 }}>
              <OperandEditor
                target={{ object, field }}
                operator={operator}
                value={value}
                onChange={setValue}
                autoFocus
              />
            </div>
            <Button type="submit">{t("list.jump")}</Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
