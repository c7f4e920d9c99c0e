/** The seven roles that a workspace starts with; an administrator may change all but the owner's. */
import { PRODUCT_ROLES, type ProductRole } from "#model/product-roles.ts";
import type { Capability, ObjectRights, Rights, Scope } from "#model/rights.ts";
import { CAPABILITIES } from "#model/rights.ts";

export interface DefaultRole {
  /** Its name and description are translated: `role.default.<key>`, `role.default.<key>.about`. */
  key: string;
  /** The English name, kept in the row. */
  name: string;
  rights: Rights;
}

const scoped = (read: Scope, change: Scope, remove: Scope = change, create = change !== "none"): ObjectRights => ({
  read,
  create,
  update: change,
  delete: remove,
});
const all = scoped("all", "all");
const readAll = scoped("all", "none");
const hidden = scoped("none", "none");

/** People see each other's names, teams, roles and tags; keys, invitations and the rights themselves only where it is their work. */
const everyone: Record<string, ObjectRights> = {
  user: { ...readAll, fields: { authId: "hidden", lastSeenAt: "hidden" } },
  role: { ...readAll, fields: { rights: "hidden" } },
  team: readAll,
  tag: scoped("all", "none", "none", true),
  apiKey: hidden,
  invitation: hidden,
  file: scoped("own", "own", "own", true),
  currencyRate: readAll,
};

const administration: Record<string, ObjectRights> = {
  user: { ...scoped("all", "all", "none", false), fields: { authId: "hidden" } },
  apiKey: { ...scoped("all", "none", "all"), fields: { hash: "hidden" } },
  invitation: { ...scoped("all", "none", "all"), fields: { tokenHash: "hidden" } },
};

const role = (
  key: ProductRole,
  standard: ObjectRights,
  objects: Record<string, ObjectRights>,
  capabilities: readonly Capability[],
): DefaultRole => ({
  key,
  name: PRODUCT_ROLES[key],
  rights: { standard, objects, capabilities: [...capabilities] },
});

export const DEFAULT_ROLES: DefaultRole[] = [
  role("owner", { ...all, export: true }, administration, CAPABILITIES),
  role(
    "admin",
    { ...all, export: true },
    administration,
    CAPABILITIES.filter((capability) => capability !== "backup"),
  ),
  role(
    "manager",
    { ...all, export: true },
    { ...everyone, tag: all, team: scoped("all", "all"), currencyRate: all, file: scoped("all", "own", "own", true) },
    ["import", "export", "insight", "jobs", "audit"],
  ),
  role(
    "sales",
    scoped("team", "own"),
    {
      ...everyone,
      company: scoped("team", "team", "own"),
      contact: scoped("team", "team", "own"),
      customer: scoped("team", "team", "none", false),
      order: scoped("team", "own"),
      activity: scoped("team", "own"),
      product: readAll,
      suppression: scoped("all", "none", "none", true),
    },
    ["insight"],
  ),
  role(
    "service",
    readAll,
    {
      ...everyone,
      company: scoped("all", "all", "none"),
      contact: scoped("all", "all", "none"),
      activity: scoped("all", "own"),
      suppression: scoped("all", "none", "none", true),
    },
    [],
  ),
  role(
    "marketing",
    readAll,
    {
      ...everyone,
      company: scoped("all", "all", "none"),
      contact: scoped("all", "all", "none"),
      activity: scoped("all", "own"),
      tag: all,
      suppression: all,
    },
    ["import", "export", "insight"],
  ),
  role("readOnly", readAll, { ...everyone, tag: readAll, file: scoped("own", "none") }, ["insight"]),
];
