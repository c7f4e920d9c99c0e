/** A new password with a hint on its strength. */
import { PasswordInput } from "@mantine/core";
import "./password.css";
import { marksOf, SHORTEST, strengthOf } from "./password-strength.ts";
import { useSay } from "#web/insight/say.ts";

export interface PasswordFieldProps {
  value: string;
  onChange(value: string): void;
  label: string;
  /** Words that should not stand in it: name, e-mail, company. */
  known?: string[];
  error?: string | undefined;
}

export function PasswordField({ value, onChange, label, known = [], error }: PasswordFieldProps) {
  const say = useSay();
  const strength = strengthOf(value, known);
  const marks = marksOf[strength];
  return (
    <div>
      <PasswordInput
        label={label}
        autoComplete="new-password"
        required
        dir="ltr"
        value={value}
        error={error}
        minLength={SHORTEST}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className="strength" aria-hidden>
        {[1, 2, 3, 4].map((mark) => (
          <i key={mark} data-on={mark <= marks ? strength : undefined} />
        ))}
      </div>
      <div className="strength-words" aria-live="polite">
        {value === ""
          ? say("setup.passwordHint", { count: SHORTEST })
          : say(`setup.strength.${strength}`, { count: SHORTEST })}
      </div>
    </div>
  );
}
