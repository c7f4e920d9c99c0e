/** Phone numbers for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "phones" }],
  valid: [
    ["0300 1234567", [{ value: "+923001234567" }]],
    ["0300-1234567 / 042-35761999", [{ value: "+923001234567" }, { value: "+924235761999" }]],
    ["۰۳۰۰۱۲۳۴۵۶۷", [{ value: "+923001234567" }]],
    ["०३००-१२३४५६७", [{ value: "+923001234567" }]],
    ["0092 300 1234567", [{ value: "+923001234567" }]],
    ["+44 20 7946 0018 ext. 12", [{ value: "+442079460018", extension: "12" }]],
    ["020 7946 0018", [{ value: "+442079460018" }], { country: "GB" }],
    [[{ value: "+91 98765 43210", label: "mobile" }], [{ value: "+919876543210", label: "mobile" }]],
  ],
  invalid: [
    ["12", "issue.phone"],
    ["call me", "issue.phone"],
    ["+999 123", "issue.phone"],
    [{ value: "0300 1234567", extension: "x" }, "issue.phone"],
    [3001234567, "issue.list"],
  ],
  recognised: [
    { header: "x", samples: ["+92 300 1234567", "+44 20 7946 0018"] },
    { header: "Mobile", samples: ["3001234567", "03211234567"] },
  ],
  notRecognised: [
    { header: "x", samples: ["17850", "13047"] },
    { header: "x", samples: ["01/02/2024"] },
  ],
};
