/** Whether the rail is folded to icons; remembered on this device. */
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";

/** The window is asked while the page is drawn, not after: given a first value, the library would draw the other form with it, and all of it again. */
const AT_ONCE = { getInitialValueInEffect: false };

export function useFolded(): [boolean, (folded: boolean) => void] {
  const tight = useMediaQuery("(max-width: 64em)", undefined, AT_ONCE);
  const [wish, setWish] = useLocalStorage<boolean | null>({
    key: "raabta.folded",
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  return [wish ?? tight, setWish];
}

export const usePhone = (): boolean => useMediaQuery("(max-width: 48em)", undefined, AT_ONCE);
