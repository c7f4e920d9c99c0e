/** How the views of relations reach other records, without knowing where these come from. */
import { createContext, useContext } from "react";

export interface Found {
  id: string;
  title: string;
  subtitle?: string;
}

export interface Lookup {
  search: (object: string, q: string, signal?: AbortSignal) => Promise<Found[]>;
  /** The title of one record, null where it may not be seen. */
  title: (object: string, id: string) => Promise<string | null>;
  /** A title as the reader says it, where the product brought the record: a role. */
  called: (object: string, title: string) => string;
  /** Address of its page, undefined where the object has none. */
  href: (object: string, id: string) => string | undefined;
  /** Opens the page inside the app. */
  open: (href: string) => void;
  /** Makes a record by its name alone; undefined where the person may not. */
  create?: (object: string, title: string) => Promise<Found>;
  canCreate: (object: string) => boolean;
  upload: (file: File) => Promise<Found>;
  fileAddress: (id: string) => string;
  currencies: string[];
}

const LookupContext = createContext<Lookup | null>(null);
export const LookupProvider = LookupContext.Provider;

export function useLookup(): Lookup {
  const lookup = useContext(LookupContext);
  if (lookup === null) throw new Error("useLookup stands outside a LookupProvider");
  return lookup;
}
