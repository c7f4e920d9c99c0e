/** Asks for the value to which a list shall jump. */
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import type { MetaField, MetaObject } from "../../api/meta.ts";
import { OperandEditor } from "../filter/OperandEditor.tsx";

export interface JumpFormProps {
  object: MetaObject;
  field: MetaField;
  operator: Operator;
  onJump: (start: string | undefined) => void;
}

export function JumpForm({ object, field, operator, onJump }: JumpFormProps) {
  const { t } = useTranslation();
  const [value, setValue] = useState<Json>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onJump(value === null || value === "" ? undefined : `at:${JSON.stringify(value)}`);
      }}
    >
      <Group gap="xs" wrap="nowrap">
        <div style={{ flex: 1 }}>
          <OperandEditor target={{ object, field }} operator={operator} value={value} onChange={setValue} autoFocus />
        </div>
        <Button type="submit">{t("list.jump")}</Button>
      </Group>
    </form>
  );
}
