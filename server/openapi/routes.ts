/** The document of the API, and a page that shows it. Both are made when they are first asked for. */
import { z } from "zod";
import { Answer } from "../http/answer.ts";
import { newNonce } from "../http/headers.ts";
import { defineRoute, type Route } from "../http/route.ts";

/** `described` is read when the document is asked for: it may still grow. */
export function openapiRoutes(described: Route[]): Route[] {
  let text: Promise<string> | undefined;
  const document = () =>
    (text ??= import("./document.ts").then(({ openapiDocument }) => JSON.stringify(openapiDocument(described))));
  return [
    defineRoute({
      method: "GET",
      path: "/api/v1/openapi.json",
      right: "public",
      response: z.looseObject({ openapi: z.string() }),
      summary: "This document",
      documents: { tag: "Installation" },
      run: async () => Answer.jsonText(await document(), { headers: { "cache-control": "no-cache" } }),
    }),
    defineRoute({
      method: "GET",
      path: "/api",
      right: "public",
      response: z.string(),
      summary: "The API for readers",
      documents: { tag: "Installation" },
      run: async () => {
        const { referencePage } = await import("./page.ts");
        const nonce = newNonce();
        const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
        return Answer.bytes(referencePage(JSON.parse(await document()), nonce), {
          headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
        });
      },
    }),
  ];
}
