/** The addresses of objects that companies made: the same as those of all others, for whatever object the address names. */
import { z } from "zod";
import { withCustom } from "#engine/workspace/custom/definitions.ts";
import { fieldTypes } from "#fields/index.ts";
import { makeCatalogue, type Catalogue, type CatalogueObject } from "#model/catalogue.ts";
import { NotFound } from "#model/errors.ts";
import type { Call, Route } from "../http/route.ts";
import { objectRoutes } from "./objects.ts";

/** Stands for all of them where the routes are told to the server and the document. */
const STANDING = "x_custom";

type AnyCall = Call<Record<string, unknown>, unknown, unknown>;

/** One route for each that an object has, where the object is a parameter: `/api/v1/x-:object/:id`. */
export function customRoutes(product: Catalogue): Route[] {
  const catalogue = standing(product);
  const object = catalogue.object(STANDING);
  return objectRoutes(object, catalogue).map((route) => ({
    ...route,
    path: route.path.replace(`/${object.path}`, "/x-:object"),
    right:
      typeof route.right === "object" && "object" in route.right ? { ...route.right, object: ":object" } : route.right,
    params: paramsOf(route),
    summary: route.summary.replaceAll(/x_customs?/g, "records of an object of one's own"),
    documents: () => ({
      ...(typeof route.documents === "function" ? route.documents() : route.documents),
      tag: "Objects of one's own",
    }),
    run: (call) => runOf(call as unknown as AnyCall, route, object),
  }));
}

/** The product with one object that a company could have made. */
function standing(product: Catalogue): Catalogue {
  const definitions = withCustom(
    [...product.objects.values()].map((object) => object.definition),
    [{ name: STANDING, label: {}, icon: null, ownership: "owner", position: 0, retired: false }],
    [],
  );
  return makeCatalogue(definitions, fieldTypes, product);
}

const objectParam = z
  .string()
  .max(60)
  .meta({ description: "The object's name in addresses: `vehicles` for `x_vehicle`." });

const paramsOf = (route: Route) =>
  route.params instanceof z.ZodObject
    ? route.params.extend({ object: objectParam })
    : z.strictObject({ object: objectParam });

/** What this address does for the object that it names, made once for each. */
const made = new WeakMap<CatalogueObject, Map<string, Route>>();

const nameOf = (route: Pick<Route, "method" | "path">, object: CatalogueObject): string =>
  `${route.method} ${route.path.replace(`/${object.path}`, "")}`;

function runOf(call: AnyCall, route: Route, pattern: CatalogueObject): unknown {
  const { object: path, ...params } = call.params;
  const { catalogue } = call.ctx;
  const object = catalogue.byPath(`x-${String(path)}`);
  if (!object) throw new NotFound(`There is no object at "x-${String(path)}"`);
  let routes = made.get(object);
  if (!routes) {
    routes = new Map(objectRoutes(object, catalogue).map((each) => [nameOf(each, object), each]));
    made.set(object, routes);
  }
  const own = routes.get(nameOf(route, pattern));
  if (!own) throw new NotFound(`${object.plural} have no such address`);
  return own.run(Object.assign(Object.create(call) as AnyCall, { params }) as never);
}
