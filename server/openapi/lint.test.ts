/** The document holds all that a strict linter asks of an OpenAPI document: no error, no warning. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { createMetrics } from "../http/metrics.ts";
import { testHouse } from "../http/house.fixtures.ts";
import { allRoutes } from "../routes/index.ts";
import { openapiDocument, type OpenapiDocument } from "./document.ts";

/** Beyond the recommended ones, which the strict set holds as errors. */
const RULES = {
  "no-duplicated-tag-names": "error",
  "no-enum-type-mismatch": "error",
  "no-invalid-media-type-examples": "error",
  "no-invalid-parameter-examples": "error",
  "no-invalid-schema-examples": "error",
  "no-required-schema-properties-undefined": "error",
  "no-schema-type-mismatch": "error",
  "no-unused-components": "error",
  "operation-4xx-problem-details-rfc7807": "error",
  "operation-description": "error",
  "operation-operationId": "error",
  "operation-operationId-unique": "error",
  "operation-operationId-url-safe": "error",
  "operation-parameters-unique": "error",
  "operation-singular-tag": "error",
  "parameter-description": "error",
  "path-parameters-defined": "error",
  "tag-description": "error",
} as const;

async function problemsOf(document: OpenapiDocument): Promise<string[]> {
  const config = await createConfig({ extends: ["recommended-strict"], rules: RULES });
  const found = await lintFromString({ source: JSON.stringify(document), absoluteRef: "openapi.json", config });
  return found.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`);
}

test("the linter finds nothing in the document, and finds what is wrong in a spoilt one", async (t) => {
  const { house } = await testHouse(t);
  const document = openapiDocument(allRoutes(house, createMetrics(house.engine.database)), house.engine.catalogue);
  assert.deepEqual(await problemsOf(document), []);
  const { get } = document.paths["/api/v1/companies"]!;
  get!["summary"] = "";
  get!["parameters"] = [{ name: "q", in: "query", schema: { type: "nonsense" } }];
  const rules = new Set((await problemsOf(document)).map((problem) => problem.split(":")[0]));
  for (const rule of ["operation-summary", "parameter-description", "struct"]) assert.ok(rules.has(rule), rule);
});
