/** Under a list: how many records there are, and jumps to a value, to the top and to the end. */
import { Button, Group } from "@mantine/core";
import { IconArrowBarToDown, IconArrowBarToUp } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import { late } from "#ui/late.tsx";
import { Opens } from "#ui/Opens.tsx";
import { fieldOf, type MetaObject } from "../../api/meta.ts";
import { useWords } from "../words.ts";
import type { JumpFormProps } from "./JumpForm.tsx";
import classes from "./List.module.css";

const JumpForm = late<JumpFormProps>(() => import("./JumpForm.tsx").then((module) => module.JumpForm));

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
  const field = name === undefined ? undefined : fieldOf(object, name);
  const operator =
    field && (["gte", "eq", "on", "startsWith"] as const).find((op) => field.operators[op] !== undefined);
  if (!field || !operator) return null;
  const label = t("list.jumpTo", { field: words.field(object.name, field) });
  const go = (start: string | undefined) => {
    if (start !== undefined) onJump(start);
    setOpen(false);
  };
  return (
    <Opens
      kind="panel"
      button={
        <Button variant="subtle" color="gray" size="compact-xs">
          {label}
        </Button>
      }
      label={label}
      needs={[JumpForm]}
      open={open}
      onOpen={setOpen}
      position="top-end"
      width={240}
    >
      <JumpForm object={object} field={field} operator={operator} onJump={go} />
    </Opens>
  );
}
