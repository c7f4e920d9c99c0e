/** The keys that work everywhere, and the palette and help they open. */
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { createContext, lazy, Suspense, use, useEffect, useMemo, useState, type ReactNode } from "react";
import { whenIdle } from "#ui/idle.ts";
import { useUndoing } from "../undo/undoing.ts";
import type { Palette as PaletteType } from "./Palette.tsx";
import { withMoreWords } from "../language/language.ts";

type PaletteComponent = typeof PaletteType;
const ShortcutsHelp = lazy(async () => ({
  default: (await withMoreWords(import("./ShortcutsHelp.tsx"))).ShortcutsHelp,
}));

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
    if (!palette) return whenIdle(load);
    load();
  }, [palette]);
  const [begun, setBegun] = useTypedBefore(palette && Palette === undefined);
  const closePalette = () => {
    setBegun("");
    paletteDoor.close();
  };
  const { last } = useUndoing();
  useHotkeys([["mod+K", paletteDoor.toggle]], []);
  useHotkeys([
    ["mod+Z", last],
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
        {palette && Palette && <Palette begun={begun} onClose={closePalette} />}
        {help && <ShortcutsHelp onClose={helpDoor.close} />}
      </Suspense>
    </CommandContext>
  );
}

/** What is typed while the palette is still on its way: it would be lost, or be taken for shortcuts. */
function useTypedBefore(waiting: boolean) {
  const [typed, setTyped] = useState("");
  useEffect(() => {
    if (!waiting) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      setTyped((before) => before + event.key);
    };
    document.addEventListener("keydown", listen, { capture: true });
    return () => document.removeEventListener("keydown", listen, { capture: true });
  }, [waiting]);
  return [typed, setTyped] as const;
}
