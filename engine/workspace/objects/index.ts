/** Names the objects that every workspace has, whatever it is used for. */
import { apiKey } from "./api-key.object.ts";
import { automation } from "./automation.object.ts";
import { businessRule } from "./business-rule.object.ts";
import { pageLayout } from "./page-layout.object.ts";
import { customAction } from "./custom-action.object.ts";
import { customField } from "./custom-field.object.ts";
import { customObject } from "./custom-object.object.ts";
import { file } from "./file.object.ts";
import { invitation } from "./invitation.object.ts";
import { recordType } from "./record-type.object.ts";
import { role } from "./role.object.ts";
import { tag } from "./tag.object.ts";
import { team } from "./team.object.ts";
import { user } from "./user.object.ts";
import { view } from "./view.object.ts";
import { webhook } from "./webhook.object.ts";

export const workspaceObjects = [
  user,
  team,
  role,
  tag,
  file,
  apiKey,
  invitation,
  view,
  customObject,
  customField,
  businessRule,
  recordType,
  pageLayout,
  webhook,
  customAction,
  automation,
];
