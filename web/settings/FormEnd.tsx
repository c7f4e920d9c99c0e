/** The end of a form in a sheet: what is wrong with it as a whole, the way out, and the button that sends it. */
import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "#web/language/language.ts";
import { FormProblem } from "./FormProblem.tsx";

interface FormEndProps {
  problem: ReactNode;
  /** What the button does. */
  label: string;
  busy: boolean;
  disabled?: boolean;
  /** Stands between the two. */
  children?: ReactNode;
  onCancel: () => void;
}

export function FormEnd({ problem, label, busy, disabled = false, children, onCancel }: FormEndProps) {
  const { t } = useTranslation();
  return (
    <>
      <FormProblem>{problem}</FormProblem>
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t("shape.cancel")}
        </Button>
        {children}
        <Button type="submit" loading={busy} disabled={disabled}>
          {label}
        </Button>
      </Group>
    </>
  );
}
