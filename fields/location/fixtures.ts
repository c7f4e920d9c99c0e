/** Places for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

const delhi = { latitude: 28.61, longitude: 77.2 };

export const fixtures: Fixtures = {
  fields: [{ type: "location" }],
  refused: [{ type: "location", metres: 5 }],
  valid: [
    [delhi, delhi],
    ["28.61, 77.20", delhi],
    ["28.61 77.20", delhi],
    ["28.61°N, 77.2°E", delhi],
    ["N 28.61 E 77.2", delhi],
    ["۲۸.۶۱، ۷۷.۲", delhi],
    ["28°36'36\"N 77°12'0\"E", delhi],
    ["28°36′36″ N, 77°12′ E", delhi],
    ["33°52'S 151°12'E", { latitude: -33.866667, longitude: 151.2 }],
    ["geo:28.61,77.2;u=35", delhi],
    ["geo:28.61,77.2,216;crs=wgs84", delhi],
    ["-90, 180", { latitude: -90, longitude: 180 }],
    ["90, -180", { latitude: 90, longitude: -180 }],
    ["0, -0", { latitude: 0, longitude: 0 }],
    ["0.000001, -0.000001", { latitude: 0.000001, longitude: -0.000001 }],
    [" ", null],
  ],
  invalid: [
    ["90.1, 0", "issue.location"],
    ["0, 180.5", "issue.location"],
    ["28.61", "issue.location"],
    ["-28.61S, 77E", "issue.location"],
    ["geo:1,2;crs=moon", "issue.location"],
    ["28°61'N 77°E", "issue.location"],
    [[28.61, 77.2], "issue.location"],
    [{ latitude: "28", longitude: 77 }, "issue.location"],
    [{ latitude: 28, longitude: 77, metres: 5 }, "issue.location"],
    [{ latitude: 28 }, "issue.location"],
    ["Delhi", "issue.location"],
    [5, "issue.location"],
  ],
  recognised: [{ header: "Coordinates", samples: ["28.61, 77.20", "24.86, 67.00"] }],
  notRecognised: [{ header: "Place", samples: ["Delhi", "Karachi"] }],
};
