/** Text whose direction is its own: what customers wrote, and codes that always run left to right. */
import type { ReactNode } from "react";

/** Names, notes, addresses: the direction follows the first strong letter. */
export const OwnText = ({
  children,
  className,
  title,
}: {
  children: ReactNode;
  className?: string;
  title?: string;
}) => (
  <bdi dir="auto" className={className} title={title}>
    {children}
  </bdi>
);

/** Phones, e-mails, codes, keys: left to right inside any sentence. */
export const Ltr = ({ children, className }: { children: ReactNode; className?: string }) => (
  <bdi dir="ltr" className={className}>
    {children}
  </bdi>
);
