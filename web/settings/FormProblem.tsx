/** What is wrong with a form as a whole, beneath it. */
import { Text } from "@mantine/core";
import type { ReactNode } from "react";

export function FormProblem({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <Text role="alert" size="sm" c="var(--bad)" className="form-problem">
      {children}
    </Text>
  );
}
