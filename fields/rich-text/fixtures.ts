/** Formatted text for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "richText" }, { type: "richText", maxLength: 300, search: true }],
  refused: [{ type: "richText", maxLength: 2_000_000 }],
  valid: [
    ["one\r\ntwo", "one\n\ntwo"],
    ["# Title\n- a\n* b\n\n3) c\n4) d", "# Title\n\n- a\n- b\n\n1. c\n2. d"],
    ["**b** and *i* and ***both***", "**b** and *i* and ***both***"],
    ["2 * 3 = 6", "2 \\* 3 = 6"],
    ["[us](https://example.com/a_(b))", "[us](https://example.com/a_%28b%29)"],
    [
      "[mail](mailto:a@example.com) [call](tel:+923001234567)",
      "[mail](mailto:a@example.com) [call](tel:+923001234567)",
    ],
    ["[x](javascript:trap())", "\\[x\\](javascript:trap())"],
    ["[x](JaVaScRiPt:trap())", "\\[x\\](JaVaScRiPt:trap())"],
    ["[x](data:text/html,trap)", "\\[x\\](data:text/html,trap)"],
    ["[x](//evil.example)", "\\[x\\](//evil.example)"],
    ["[x](https://a\u202eb)", "\\[x\\](https://a\u202eb)"],
    ["<script>trap()</script>", "<script>trap()</script>"],
    ["\\# no title", "\\# no title"],
    ["1\\. no list", "1\\. no list"],
    ["snake_case_name", "snake_case_name"],
    [" \n\n ", null],
    ["** **", null],
  ],
  invalid: [
    [{}, "issue.text"],
    ["\0", "issue.unstorable"],
    ["x".repeat(100_001), "issue.tooLong"],
  ],
};
