/** The order of an object's types: changed by drag and by the arrows beside each, and there to see at once. */
import type { DragEvent } from "react";
import { useState } from "react";
import { toast } from "#ui/toast.tsx";
import { useSay } from "#web/insight/say.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { wordOf } from "./type-word.ts";
import { useOrderTypes, type OwnType } from "./types.queries.ts";

/** Tells a type on its way from all else that is dragged. */
const CARRIED = "application/x-record-type";

export interface Placing {
  /** Whether something is held over it now. */
  over: boolean;
  step: (by: -1 | 1) => void;
  /** What makes the row one that can be carried and that others can be dropped on. */
  drag: {
    draggable: true;
    onDragStart: (event: DragEvent) => void;
    onDragOver: (event: DragEvent) => void;
    onDragLeave: () => void;
    onDrop: (event: DragEvent) => void;
  };
}

/** As the company puts them, else as they were made. */
const inPlace = (types: readonly OwnType[]): OwnType[] =>
  types.toSorted((one, other) => {
    const [a, b] = [one.position ?? Infinity, other.position ?? Infinity];
    return a === b ? 0 : a - b;
  });

/** @param all in the order in which they were made */
export function useOrdering(all: readonly OwnType[]): {
  types: readonly OwnType[];
  placing: (type: OwnType) => Placing;
} {
  const say = useSay();
  const issues = useIssueWords();
  const [over, setOver] = useState<string>();
  const order = useOrderTypes(({ type, types }) =>
    say("pins.moved", { name: wordOf(type), place: types.indexOf(type) + 1 }),
  );
  const types = order.isPending ? order.variables.types : inPlace(all);
  const move = (id: string, to: number): void => {
    const type = types.find((each) => each.id === id);
    // One after the other, so that each begins with what the one before left.
    if (order.isPending || !type || types[to] === undefined || types[to] === type) return;
    const moved = types.filter((each) => each !== type).toSpliced(to, 0, type);
    order.mutate({ type, types: moved }, { onError: (error) => toast.problem(issues.all(error)) });
  };
  const placing = (type: OwnType): Placing => {
    const place = types.indexOf(type);
    return {
      over: over === type.id,
      step: (by) => move(type.id, place + by),
      drag: {
        draggable: true,
        onDragStart: (event) => {
          event.dataTransfer.setData(CARRIED, type.id);
          event.dataTransfer.effectAllowed = "move";
        },
        onDragOver: (event) => {
          if (!event.dataTransfer.types.includes(CARRIED)) return;
          event.preventDefault();
          setOver(type.id);
        },
        onDragLeave: () => setOver(undefined),
        onDrop: (event) => {
          event.preventDefault();
          setOver(undefined);
          move(event.dataTransfer.getData(CARRIED), place);
        },
      },
    };
  };
  return { types, placing };
}
