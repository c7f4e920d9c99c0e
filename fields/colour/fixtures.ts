/** Colours for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "colour" }],
  refused: [{ type: "colour", options: ["red"] }],
  valid: [
    ["#1A7F64", "#1a7f64"],
    ["1a7f64", "#1a7f64"],
    ["#abc", "#aabbcc"],
    ["rgb(26, 127, 100)", "#1a7f64"],
    ["Navy", "#000080"],
    ["سرخ", "#ff0000"],
    ["नीला", "#0000ff"],
    ["  ", null],
  ],
  invalid: [
    ["#12", "issue.colour"],
    ["#12345g", "issue.colour"],
    ["rgb(1,2,300)", "issue.colour"],
    ["url(javascript:trap())", "issue.colour"],
    ["red; background: url(//x.example)", "issue.colour"],
    [255, "issue.colour"],
    [{}, "issue.colour"],
  ],
  recognised: [{ header: "Colour", samples: ["#ff0000", "navy"] }],
  notRecognised: [{ header: "Pin", samples: ["110001", "110002"] }],
};
