/** Icons for what people do with a customer, and for what is sold. */
import {
  IconCheckbox,
  IconCornerUpLeft,
  IconMail,
  IconMailbox,
  IconMapPin,
  IconMessage,
  IconNote,
  IconPhone,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";

const KINDS: Record<string, Icon> = {
  note: IconNote,
  task: IconCheckbox,
  call: IconPhone,
  meeting: IconUsers,
  visit: IconMapPin,
  email: IconMail,
  message: IconMessage,
  letter: IconMailbox,
  return: IconCornerUpLeft,
};

export const kindIcon = (kind: string): Icon | undefined => KINDS[kind];
