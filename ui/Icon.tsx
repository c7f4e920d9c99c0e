/** Icons by the names that definitions use; an unknown name shows a neutral one. */
import {
  IconAward, IconBox, IconBriefcase, IconBuilding, IconBuildingStore, IconBuildingWarehouse, IconCalendar, IconCash, IconChartBar, IconChecklist,
  IconCircleDot, IconClock, IconCoin, IconCreditCard, IconFile, IconFileText, IconFlag, IconFolder, IconForms, IconGift, IconHandStop, IconHeadset, IconHeart, IconHistory,
  IconInbox, IconKey, IconListDetails, IconMail, IconMailForward, IconMap, IconMessage, IconNote, IconNotes, IconPackage, IconPercentage, IconPhone, IconReceipt,
  IconRoute, IconSettings, IconShieldLock, IconShieldOff, IconShoppingCart, IconSpeakerphone, IconStar, IconTag, IconTarget, IconTicket, IconTruck, IconUser, IconUserCircle, IconUsers,
  IconUsersGroup, IconWorld, type Icon as TablerIcon,
} from "@tabler/icons-react";

const ICONS: Record<string, TablerIcon> = {
  activity: IconHistory, award: IconAward, box: IconBox, briefcase: IconBriefcase, building: IconBuilding, "building-store": IconBuildingStore,
  "building-warehouse": IconBuildingWarehouse, calendar: IconCalendar, cash: IconCash, "chart-bar": IconChartBar, checklist: IconChecklist, clock: IconClock,
  coin: IconCoin, coins: IconCoin, "credit-card": IconCreditCard, file: IconFile, "file-text": IconFileText, flag: IconFlag, folder: IconFolder, forms: IconForms,
  gift: IconGift, headset: IconHeadset, heart: IconHeart, history: IconHistory, inbox: IconInbox, key: IconKey, list: IconListDetails,
  "list-details": IconListDetails, mail: IconMail, map: IconMap, message: IconMessage, messages: IconMessage, note: IconNote, notes: IconNotes,
  package: IconPackage, percentage: IconPercentage, phone: IconPhone, receipt: IconReceipt, "receipt-2": IconReceipt, route: IconRoute, settings: IconSettings,
  "shield-off": IconShieldOff, "shield-lock": IconShieldLock, "hand-stop": IconHandStop, "mail-forward": IconMailForward, currency: IconCoin, "mail-off": IconShieldOff, ban: IconShieldOff, "shopping-cart": IconShoppingCart, speakerphone: IconSpeakerphone, star: IconStar,
  tag: IconTag, tags: IconTag, target: IconTarget, ticket: IconTicket, truck: IconTruck, user: IconUser, "user-circle": IconUserCircle, users: IconUsers,
  "users-group": IconUsersGroup, "user-star": IconUserCircle, "address-book": IconUsers, world: IconWorld, exchange: IconCoin, "currency-dollar": IconCoin,
};

export const iconOf = (name: string): TablerIcon => ICONS[name] ?? IconCircleDot;

export function NamedIcon({ name, size = 18 }: { name: string; size?: number }) {
  const Mark = iconOf(name);
  return <Mark size={size} stroke={1.6} aria-hidden />;
}
