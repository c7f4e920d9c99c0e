/** The kinds of records that a company tells apart within an object: what each offers to choose, and who may make it. */
import type { BusinessRule } from "./business-rule.ts";
import type { ObjectDefinition } from "./object.ts";

/** The field that says it, of each object that has types. */
export const RECORD_TYPE = "recordType";

export interface RecordType {
  id: string;
  /** The value of the field; given once, however the words change. */
  name: string;
  /** Records keep it; none takes it any more. */
  retired?: boolean;
  /** Ids of the roles that may make such records; everyone who may make any where none is said. */
  roles?: string[];
}

/** Whose question it is. Without `rights`, the system's own: a role says nothing of it. */
interface Asking {
  roleId: string | null;
  rights: unknown;
}

/** The types that a record may take by this person's hand, the one that new records begin with first. */
export const openTypes = (definition: Pick<ObjectDefinition, "types">, { roleId, rights }: Asking): RecordType[] =>
  (definition.types ?? []).filter(
    ({ retired, roles }) =>
      !retired && (rights === null || !roles || roles.length === 0 || (roleId !== null && roles.includes(roleId))),
  );

/** What the company asks of the records, and which types this person may give them. */
export function rulesFor(
  definition: Pick<ObjectDefinition, "types" | "rules">,
  asking: Asking,
): readonly BusinessRule[] {
  const rules = definition.rules ?? [];
  if (!definition.types) return rules;
  const names = openTypes(definition, asking).map(({ name }) => name);
  const type = (kind: BusinessRule["kind"], settings: BusinessRule["settings"]): BusinessRule => ({
    id: `${RECORD_TYPE} ${kind}`,
    kind,
    fields: [RECORD_TYPE],
    settings,
  });
  return [
    ...(names.length > 0 ? [type("default", { value: names[0]! })] : []),
    type("choices", { offers: names }),
    ...rules,
  ];
}
