/** Whether the rail is folded to icons; remembered on this device. */
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";

export function useFolded(): [boolean, (folded: boolean) => void] {
  const tight = useMediaQuery("(max-width: 64em)", false, { getInitialValueInEffect: false });
  const [wish, setWish] = useLocalStorage<boolean | null>({
    key: "raabta.folded",
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  return [wish ?? tight, setWish];
}

export const usePhone = (): boolean => useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
