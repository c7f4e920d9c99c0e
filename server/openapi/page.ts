/** The API for readers: one page made from the document, without scripts from anywhere. */
import type { OpenapiDocument } from "./document.ts";

type Json = Record<string, unknown>;

const escape = (text: unknown): string => plainWords(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const plainWords = (text: unknown): string =>
  typeof text === "string" ? text : text === undefined || text === null ? "" : JSON.stringify(text);
const plain = (text: unknown): string =>
  escape(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\*\*([^*]+)\*\*/g, "<b>$1</b>")
    .replace(/\n\n/g, "<p>");
const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

export function referencePage(document: OpenapiDocument, nonce: string): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = document.tags.map(({ name }) => ({
    name,
    operations: operations.filter(({ operation }) => (operation["tags"] as string[])[0] === name),
  }));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Raabta API ${escape(document.info["version"])}</title><style nonce="${nonce}">${STYLE}</style></head><body>
<nav aria-label="Objects"><a class="home" href="#top">Raabta API</a><ul>${groups.map(({ name }) => `<li><a href="#${slug(name)}">${escape(name)}</a></li>`).join("")}</ul></nav>
<main id="top"><h1>Raabta API <small>${escape(document.info["version"])}</small></h1><p><a href="/api/v1/openapi.json">openapi.json</a></p>
<div class="prose"><p>${plain(document.info["description"])}</div>
${groups.map((group) => section(group.name, group.operations, document)).join("")}</main></body></html>`;
}

function section(
  name: string,
  operations: { path: string; method: string; operation: Json }[],
  document: OpenapiDocument,
): string {
  return `<section id="${slug(name)}"><h2>${escape(name)}</h2>${operations.map((one) => operationHtml(one.path, one.method, one.operation, document)).join("")}</section>`;
}

function operationHtml(path: string, method: string, operation: Json, document: OpenapiDocument): string {
  const parameters = operation["parameters"] as Json[];
  const body = operation["requestBody"] as { content: Record<string, { schema: Json }> } | undefined;
  const [[status, answer] = ["200", {}]] = Object.entries(
    operation["responses"] as Record<string, { content?: Record<string, { schema: Json }> }>,
  );
  return `<details id="${escape(operation["operationId"])}"><summary><span class="method ${method}">${method.toUpperCase()}</span> <code>${escape(path)}</code> <span>${escape(operation["summary"])}</span></summary>
<div class="inner"><p>${plain(operation["description"])}</p>
${parameters.length > 0 ? `<h3>Parameters</h3><table>${parameters.map(parameterHtml).join("")}</table>` : ""}
${body ? `<h3>Body</h3>${exampleHtml(Object.values(body.content)[0]!.schema, document)}${shapeHtml(Object.values(body.content)[0]!.schema, document)}` : ""}
<h3>Answer ${status}</h3>${answer.content ? shapeHtml(Object.values(answer.content)[0]!.schema, document) : "<p>No body.</p>"}</div></details>`;
}

const parameterHtml = (parameter: Json): string =>
  `<tr><th scope="row"><code>${escape(parameter["name"])}</code></th><td>${escape(parameter["in"])}${parameter["required"] ? ", needed" : ""}</td><td>${plain(parameter["description"])}</td></tr>`;

function exampleHtml(schema: Json, document: OpenapiDocument): string {
  const [example] = (resolve(schema, document)["examples"] as unknown[] | undefined) ?? [];
  return example === undefined ? "" : `<pre><code>${escape(JSON.stringify(example, null, 2))}</code></pre>`;
}

/** Fields of an object schema as a table; deeper shapes as their JSON Schema. */
function shapeHtml(schema: Json, document: OpenapiDocument, depth = 0): string {
  const target = resolve(schema, document);
  const properties = target["properties"] as Record<string, Json> | undefined;
  if (!properties) return depth === 0 ? `<p>${typeName(target)}</p>` : "";
  const needed = new Set((target["required"] as string[] | undefined) ?? []);
  const rows = Object.entries(properties).map(
    ([name, property]) =>
      `<tr><th scope="row"><code>${escape(name)}</code></th><td>${typeName(property)}${needed.has(name) ? ", needed" : ""}</td><td>${plain(descriptionOf(property))}${depth < 1 ? itemsHtml(property, document, depth) : ""}</td></tr>`,
  );
  return `<table>${rows.join("")}</table>`;
}

function itemsHtml(property: Json, document: OpenapiDocument, depth: number): string {
  const items = property["items"] as Json | undefined;
  return items && resolve(items, document)["properties"] ? shapeHtml(items, document, depth + 1) : "";
}

/** A field that may be null has its words on the part that is not. */
function descriptionOf(schema: Json): unknown {
  return (
    schema["description"] ??
    ((schema["anyOf"] as Json[] | undefined) ?? []).find((part) => part["description"] !== undefined)?.["description"]
  );
}

function resolve(schema: Json, document: OpenapiDocument): Json {
  const reference = schema["$ref"];
  return typeof reference === "string" ? (document.components.schemas[reference.split("/").at(-1)!] ?? {}) : schema;
}

function typeName(schema: Json): string {
  const reference = schema["$ref"];
  if (typeof reference === "string") return escape(reference.split("/").at(-1));
  const options = (schema["anyOf"] ?? schema["oneOf"]) as Json[] | undefined;
  if (options)
    return (
      options
        .map((option) => typeName(option))
        .filter((name, index, all) => name !== "null" && all.indexOf(name) === index)
        .join(" or ") || "null"
    );
  if (Array.isArray(schema["enum"])) return schema["enum"].map((value) => `<code>${escape(value)}</code>`).join(" ");
  if (schema["type"] === "array") return `list of ${typeName((schema["items"] as Json | undefined) ?? {})}`;
  if (Array.isArray(schema["type"])) return escape(schema["type"].filter((type) => type !== "null").join(" or "));
  return escape(schema["format"] ?? schema["const"] ?? schema["type"] ?? "any JSON");
}

const STYLE = `
:root{color-scheme:light dark;--line:light-dark(#e3e6ea,#2b3038);--quiet:light-dark(#5b6470,#9aa4b2);--accent:light-dark(#1a6b52,#5cc3a0)}
*{box-sizing:border-box}body{margin:0;font:15px/1.55 system-ui,sans-serif;display:grid;grid-template-columns:15rem minmax(0,1fr);color:light-dark(#16191d,#e8eaed);background:light-dark(#fff,#14171b)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1rem;border-inline-end:1px solid var(--line)}nav ul{list-style:none;margin:.5rem 0;padding:0}nav a{display:block;padding:.15rem 0;color:inherit;text-decoration:none}nav a:hover,nav a:focus-visible{color:var(--accent)}.home{font-weight:650}
main{padding:1.5rem 2rem 6rem;max-width:64rem}h1 small{color:var(--quiet);font-weight:400}h2{margin:2.2rem 0 .6rem;padding-top:.6rem}h3{font-size:.9rem;margin:1rem 0 .3rem}
details{border:1px solid var(--line);border-radius:6px;margin:.35rem 0}summary{padding:.45rem .7rem;cursor:pointer;display:flex;gap:.6rem;align-items:baseline;flex-wrap:wrap}summary span:last-child{color:var(--quiet)}
.method{font:600 .75rem ui-monospace,monospace;min-width:3.6rem}.get{color:light-dark(#0b5cad,#7db7f0)}.post{color:var(--accent)}.patch{color:light-dark(#8a5300,#e0b060)}.delete{color:light-dark(#b3261e,#f2938c)}
.inner{padding:.2rem .9rem 1rem}code{font:.86em ui-monospace,monospace}pre{background:light-dark(#f5f6f8,#1b1f25);padding:.6rem .8rem;border-radius:6px;overflow:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:start;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line);font-weight:400}a{color:var(--accent)}
@media(max-width:48rem){body{display:block}nav{position:static;height:auto;border:0;border-bottom:1px solid var(--line)}nav ul{columns:2}main{padding:1rem}}`;
