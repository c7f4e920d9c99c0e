/** Opens what loads late one step after it is there: only then does it note where the focus was, to give it back. */
import { useEffect, useState } from "react";

export function useOpenedAfter(opened: boolean): boolean {
  const [open, setOpen] = useState(false);
  // oxlint-disable-next-line react/set-state-in-effect -- the step between being there and being open is what is wanted
  useEffect(() => setOpen(opened), [opened]);
  return open;
}
