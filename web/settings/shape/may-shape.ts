/** May the person give the object fields? */
import type { Meta, MetaObject } from "#web/api/meta.ts";
import { may } from "#web/frame/rooms.ts";

export const mayShape = (meta: Meta, object: MetaObject): boolean =>
  may(meta, "settings") && !object.internal && !object.childOf;
