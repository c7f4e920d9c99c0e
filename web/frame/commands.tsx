/** The keys that work everywhere, and the palette and help they open. */
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { createContext, lazy, Suspense, use, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Palette as PaletteType } from "./Palette.tsx";

type PaletteComponent = typeof PaletteType;
const ShortcutsHelp = lazy(() => import("./ShortcutsHelp.tsx").then((module) => ({ default: module.ShortcutsHelp })));

interface Commands {
  openPalette: () => void;
  openHelp: () => void;
  newOpen: boolean;
  setNewOpen: (open: boolean) => void;
}

const CommandContext = createContext<Commands | null>(null);

export function useCommands(): Commands {
  const commands = use(CommandContext);
  if (commands === null) throw new Error("useCommands stands outside the frame");
  return commands;
}

export function CommandProvider({ children }: { children: ReactNode }) {
  const [palette, paletteDoor] = useDisclosure(false);
  const [help, helpDoor] = useDisclosure(false);
  const [newOpen, setNewOpen] = useState(false);
  // Held ready, not lazy: a suspended component appears late, and what is typed right after the shortcut would be lost.
  const [Palette, setPalette] = useState<PaletteComponent>();
  useEffect(() => {
    const load = () => void import("./Palette.tsx").then((module) => setPalette(() => module.Palette));
    const idle = setTimeout(load, palette ? 0 : 800);
    return () => clearTimeout(idle);
  }, [palette]);
  useHotkeys([["mod+K", paletteDoor.toggle]], []);
  useHotkeys([
    ["C", () => setNewOpen(true)],
    ["shift+?", helpDoor.open, { usePhysicalKeys: false }],
    ["?", helpDoor.open],
  ]);
  const commands = useMemo(
    () => ({ openPalette: paletteDoor.open, openHelp: helpDoor.open, newOpen, setNewOpen }),
    [paletteDoor, helpDoor, newOpen],
  );
  return (
    <CommandContext value={commands}>
      {children}
      <Suspense>
        {palette && Palette && <Palette onClose={paletteDoor.close} />}
        {help && <ShortcutsHelp onClose={helpDoor.close} />}
      </Suspense>
    </CommandContext>
  );
}
