/** The document of the API, and a page that shows it. Both are made when they are first asked for. */
import { z } from "zod";
import type { Catalogue } from "#model/catalogue.ts";
import { Answer } from "../http/answer.ts";
import { newNonce } from "../http/headers.ts";
import { defineRoute, type Route } from "../http/route.ts";

/**
 * @param catalogue the product's own
 * @param described is read when the document is asked for: it may still grow
 * @param routesOf the routes with a workspace's own objects and fields
 */
export function openapiRoutes(
  catalogue: Catalogue,
  described: Route[],
  routesOf: (catalogue: Catalogue) => Route[],
): Route[] {
  let text: Promise<string> | undefined;
  const document = () =>
    (text ??= import("./document.ts").then(({ openapiDocument }) =>
      JSON.stringify(openapiDocument(described, catalogue)),
    ));
  const own = new WeakMap<Catalogue, Promise<string>>();
  const ownDocument = async (of: Catalogue): Promise<string> => {
    if (!of.base) return document();
    let made = own.get(of);
    if (!made)
      own.set(
        of,
        (made = import("./document.ts").then(({ openapiDocument }) =>
          JSON.stringify(openapiDocument(routesOf(of), of)),
        )),
      );
    return made;
  };
  return [
    defineRoute({
      method: "GET",
      path: "/api/v1/workspace/openapi.json",
      right: { capability: "settings" },
      response: z.looseObject({ openapi: z.string() }),
      cost: 10,
      summary: "This document with the objects and fields that the company made itself",
      documents: { tag: "Workspace" },
      run: async ({ ctx }) => Answer.jsonText(await ownDocument(ctx.catalogue)),
    }),
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
