/** The doings of a role that are not about one object. */
import { Checkbox } from "@mantine/core";
import { CAPABILITIES, type Rights } from "#model/rights.ts";
import { useTranslation } from "#web/language/language.ts";
import { withCapability } from "./role-rights.ts";

export function CapabilityList({
  rights,
  fixed,
  onChange,
}: {
  rights: Rights;
  fixed: boolean;
  onChange(rights: Rights): void;
}) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("settings.capabilities")}>
      <h2>{t("settings.capabilities")}</h2>
      <div className="capabilities">
        {CAPABILITIES.map((capability) => (
          <Checkbox
            key={capability}
            disabled={fixed}
            label={t(`settings.capability.${capability}`)}
            checked={rights.capabilities.includes(capability)}
            onChange={(event) => onChange(withCapability(rights, capability, event.currentTarget.checked))}
          />
        ))}
      </div>
    </section>
  );
}
